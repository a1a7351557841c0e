"""Stages 2-4 together: language, segmentation and prompts on tabletop scenes (spec 4.2, scaled down).

    python3 -m models.training.joint_stage --graphs FOLDER --pool FOLDER --out FILE --minutes 60 [--resume FILE] [--device cuda]

Reads the emitted training graph and saves every two minutes, each file in one step, so that a run killed at any moment goes on
from its last save with `--resume` of its own --out. Any other checkpoint, the shipped 16-bit one too, can be resumed from: the
optimizer then starts afresh, with a warm-up. Stops with the step saved when a loss or a gradient is not a number.
"""
import argparse
import json
import multiprocessing
import os
import queue
import random
import signal
import sys
import time
from collections import defaultdict
from contextlib import nullcontext

import numpy as np
import torch

from . import safetensors
from .batches import TurnSource
from .drawing import DrawSource
from .interpreter import load_model
from .losses import WEIGHTS, joint_losses, weighted
from .photo_turns import photo_source
from .scenes.pool import load_pool
from .scenes.samples import sample_turns
from .tokenizer import Tokenizer

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))


HELD = 400  # the newest scenes of the pool are kept for the scores


def held_count(pool):
    """How many of the newest scenes training leaves out: HELD, of a small pool a tenth."""
    return max(1, min(HELD, len(pool) // 10))


def tokenizer_file(config):
    return os.path.join(ROOT, 'models', 'checkpoints', config, 'tokenizer.json')


def to_device(batch, device):
    def move(value):
        if isinstance(value, np.ndarray):
            tensor = torch.from_numpy(value).to(device)
            # convolutions are faster on pictures whose channels lie together
            return tensor.contiguous(memory_format=torch.channels_last) if tensor.dim() == 4 and tensor.shape[1] == 3 else tensor
        if isinstance(value, dict):
            return {key: move(item) for key, item in value.items()}
        return value
    return move(batch)


def learning_rate(elapsed, minutes, step, peak, warmup=60, decay=0.4):
    """Warm-up over steps, constant, then linear decay over the last share of the time."""
    rate = peak * min(1.0, (step + 1) / warmup)
    left = 1 - elapsed / (minutes * 60)
    return rate * max(0.02, min(1.0, left / max(decay, 1e-6)))


def answer_hits(outputs, truth):
    """Which segments had every token of their answer right under teacher forcing: bool per segment."""
    right = outputs['logits'].argmax(-1) == truth['answer_ids']
    hits = torch.ones(truth['has_mask'].numel(), dtype=torch.bool, device=right.device)
    hits[truth['answer_owner'][~right]] = False
    return hits


def evaluate(graph, source, batches, device, stopping=()):
    """Scores by kind on held-out scenes: cIoU of mask turns, share of answers with every token right (both under teacher forcing)."""
    overlap, union, right, seen = defaultdict(float), defaultdict(float), defaultdict(int), defaultdict(int)
    wanted = ('logits', 'masks')
    with torch.no_grad():
        for _ in range(batches):
            if stopping:
                break
            batch = source.next()
            truth = to_device(batch, device)
            outputs = graph(truth['inputs'], wanted)
            hits = answer_hits(outputs, truth).tolist()
            predicted, target = outputs['masks'][:, :, 0] > 0, truth['target'] > 0.5
            inter = (predicted & target).sum((-1, -2)).reshape(-1).tolist()
            either = (predicted | target).sum((-1, -2)).reshape(-1).tolist()
            has = truth['has_mask'].reshape(-1).tolist()
            for i, kind in enumerate(batch['kinds']):
                seen[kind] += 1
                right[kind] += hits[i]
                if has[i]:
                    overlap[kind] += inter[i]
                    union[kind] += either[i]
    scores = {kind: round(100 * right[kind] / seen[kind], 1) for kind in sorted(seen)}
    ious = {kind: round(100 * overlap[kind] / union[kind], 1) for kind in sorted(union) if union[kind]}
    return {'answers': scores, 'cIoU': ious}


def draw_loss(graph, source, device):
    truth = to_device(source.next(), device)
    with autocast(device):
        logits = graph(truth['inputs'])['logits']
    return torch.nn.functional.cross_entropy(logits.float(), truth['answer_ids'])


def autocast(device):
    return torch.autocast('cuda', torch.bfloat16) if device.startswith('cuda') else nullcontext()


def average_with(peer, parameters):
    """Two trainers that share no memory: each takes the mean of its weights and the other's newest file now and then (local SGD)."""
    if not os.path.exists(peer):
        return
    other = safetensors.read(peer)
    if not all(np.isfinite(array).all() for array in other.values()):
        print(f'{peer} holds numbers that are not finite and is left out', flush=True)
        return
    with torch.no_grad():
        for name, parameter in parameters.by_name.items():
            if name in other and other[name].shape == tuple(parameter.shape):
                parameter.lerp_(torch.from_numpy(other[name]).to(parameter.device), 0.5)


def mix_of(args):
    return {kind: float(factor) for kind, factor in (part.split('=') for part in args.mix.split(',') if part)}


def turn_source(pool, tokenizer, config, args, seed):
    """Scenes, and the share --photo-share of batches from the photos of --photos."""
    photos = photo_source(args.photos, tokenizer, config, args.batch, args.questions, seed + 1) if args.photos else None
    return TurnSource(pool, tokenizer, config, args.batch, args.questions, seed, sample_turns, weights=mix_of(args), other=photos, other_share=args.photo_share)


def load_batches(batches, args, config, seed):
    """Body of a loader process: puts batches on the queue for as long as the trainer lives."""
    parent = os.getppid()
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    tokenizer = Tokenizer(tokenizer_file(args.config))
    pool = load_pool(args.pool)
    source = turn_source(pool, tokenizer, config, args, seed)
    while os.getppid() == parent:
        pool.refresh()
        source.limit = max(1, len(pool) - held_count(pool))
        for _ in range(50):
            batch = source.next()
            while os.getppid() == parent:
                try:
                    batches.put(batch, timeout=2)  # a killed trainer never makes room again
                    break
                except queue.Full:
                    pass
    os._exit(0)  # without waiting for a reader of what is still on the queue


class Loaders:
    """Processes that prepare batches, or none: then the batches are prepared here."""

    def __init__(self, args, config, source, seed):
        self.source = source
        self.batches = multiprocessing.Queue(4 * max(1, args.loaders))
        self.processes = [multiprocessing.Process(target=load_batches, args=(self.batches, args, config, seed + i), daemon=True) for i in range(args.loaders)]
        for process in self.processes:
            process.start()

    def next(self):
        while self.processes:
            try:
                return self.batches.get(timeout=20)
            except queue.Empty:
                if not any(process.is_alive() for process in self.processes):
                    sys.exit('every process that prepares batches has died; the last save is kept')
        return self.source.next()


def read_arguments():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument('--graphs', required=True)
    parser.add_argument('--pool', required=True)
    parser.add_argument('--out', required=True)
    parser.add_argument('--resume')
    parser.add_argument('--config', default='nano')
    parser.add_argument('--minutes', type=float, default=60)
    parser.add_argument('--device', default='cpu')
    parser.add_argument('--batch', type=int, default=4)
    parser.add_argument('--questions', type=int, default=20)
    parser.add_argument('--rate', type=float, default=1.2e-3)
    parser.add_argument('--decay', type=float, default=0.4, help='share of the time over which the rate falls')
    parser.add_argument('--loaders', type=int, default=0, help='processes that prepare batches')
    parser.add_argument('--save-seconds', type=float, default=120)
    parser.add_argument('--score-seconds', type=float, default=360, help='time between two scores on held-out scenes')
    parser.add_argument('--score-batches', type=int, default=24, help='batches a score is taken over; 2.5 times as many at the end')
    parser.add_argument('--tell-steps', type=int, default=25, help='steps between two progress lines')
    parser.add_argument('--peer', help='weights of a second trainer on this machine, averaged in at every save')
    parser.add_argument('--codes', help='image codes of the pool (code_scenes.py): trains text-to-image as well')
    parser.add_argument('--draw-every', type=int, default=6)
    parser.add_argument('--mix', default='', help='factors on the shares of kinds of turns (scenes/samples.py): qa=1.5,prompt=0.4')
    parser.add_argument('--text-weight', type=float, default=1.0, help='weight of the language loss beside the others')
    parser.add_argument('--photos', help='file of real photos (photo_pool.py) to learn from as well')
    parser.add_argument('--photo-share', type=float, default=0.15, help='share of the batches that are photos, where --photos is given')
    parser.add_argument('--seed', type=int, default=1)
    args = parser.parse_args()
    if args.resume and not os.path.exists(args.resume):
        parser.error(f'--resume {args.resume}: there is no such file')
    if args.photos and not os.path.isfile(args.photos):
        parser.error(f'--photos {args.photos}: there is no such file; write it with python3 -m models.training.photo_pool')
    if not load_pool(args.pool):
        parser.error(f'--pool {args.pool}: no finished chunk of scenes in it; render some with python3 -m models.training.scenes.pool')
    return args


class Saves:
    """The two files of a run: FILE, the weights, and FILE.optimizer, the optimizer's moments by parameter name."""

    def __init__(self, path, parameters, trained, optimizer):
        self.path, self.parameters, self.trained, self.optimizer = path, parameters, trained, optimizer

    def save(self, step):
        safetensors.write(self.path, self.parameters.arrays(), metadata={'step': step})
        moments = {name: self.optimizer.state[parameter] for name, parameter in self.trained.items() if parameter in self.optimizer.state}
        torch.save({'moments': moments, 'step': step}, self.path + '.optimizer.part')
        os.replace(self.path + '.optimizer.part', self.path + '.optimizer')

    def restore_optimizer(self):
        """Takes the moments over by name where shapes agree; returns how many. A parameter without starts afresh."""
        if not os.path.exists(self.path + '.optimizer'):
            return 0
        taken = 0
        for name, moments in torch.load(self.path + '.optimizer', map_location='cpu').get('moments', {}).items():
            parameter = self.trained.get(name)
            if parameter is not None and moments['exp_avg'].shape == parameter.shape:
                # the step count stays on the CPU, where AdamW wants it
                self.optimizer.state[parameter] = {key: value if key == 'step' else value.to(parameter.device) for key, value in moments.items()}
                taken += 1
        return taken

    def stop(self, step, why):
        path = self.path + '.nan'
        safetensors.write(path, self.parameters.arrays(), metadata={'step': step})
        sys.exit(f'step {step}: {why}; the weights of this step are in {path}. Resume from {self.path}, the last good save, with a lower --rate.')


def main():
    args = read_arguments()
    torch.set_num_threads(1)
    torch.set_flush_denormal(True)
    with open(os.path.join(ROOT, 'models', 'configs', f'{args.config}.json')) as file:
        config = json.load(file)
    own = bool(args.resume) and os.path.exists(args.out) and os.path.samefile(args.resume, args.out)
    first = step = int(safetensors.read_metadata(args.resume).get('step', 0)) if own else 0
    tokenizer = Tokenizer(tokenizer_file(args.config))
    pool = load_pool(args.pool)
    source = turn_source(pool, tokenizer, config, args, args.seed + step)
    source.limit = max(1, len(pool) - held_count(pool))
    held = TurnSource(pool, tokenizer, config, args.batch, args.questions, 777, sample_turns)
    drawing = DrawSource(pool, np.load(args.codes), tokenizer, config, 2 * args.batch, random.Random(args.seed + step)) if args.codes else None
    loaders = Loaders(args, config, source, args.seed * 100 + step)  # before a GPU is touched: what is forked later inherits it

    parameters, graphs = load_model(args.graphs, ['train', 'train_draw'], args.resume)
    graph, draw_graph = graphs['train'].to(args.device), graphs['train_draw'].to(args.device)
    parameters.to(args.device)
    trained = {name: parameters.by_name[name] for name in graph.parameter_names if not name.startswith('pixel_tokenizer.')}
    used = list(trained.values())
    optimizer = torch.optim.AdamW(used, lr=args.rate, betas=(0.9, 0.98), weight_decay=0.01, foreach=True)
    saves = Saves(args.out, parameters, trained, optimizer)
    restored = saves.restore_optimizer() if own else 0
    print(f'{len(used)} tensors, {sum(p.numel() for p in used) / 1e6:.2f} M numbers, {len(pool)} scenes, step {step}, '
          f'{f"moments of {restored} tensors restored" if restored else "fresh optimizer"}, {args.minutes:g} minutes on {args.device}', flush=True)
    stopping = []
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: stopping.append(True))
    began = saved = refreshed = scored = time.time()
    means = defaultdict(float)
    log = open(args.out + '.jsonl', 'a')
    while time.time() - began < args.minutes * 60 and not stopping:
        truth = to_device(loaders.next(), args.device)
        rate = learning_rate(time.time() - began, args.minutes, step - first, args.rate, decay=args.decay)
        for group in optimizer.param_groups:
            group['lr'] = rate
        with autocast(args.device):
            outputs = graph(truth['inputs'])
        losses, iou = joint_losses(outputs, truth)
        if drawing and step % args.draw_every == 0:
            losses['draw'] = draw_loss(draw_graph, drawing, args.device)
        loss = weighted(losses, {**WEIGHTS, 'text': args.text_weight})
        if not torch.isfinite(loss):
            saves.stop(step, 'the loss is not a number (' + ', '.join(f'{name} {float(value):.3g}' for name, value in losses.items()) + ')')
        optimizer.zero_grad(set_to_none=True)
        loss.backward()
        norm = torch.nn.utils.clip_grad_norm_(used, 1.0)
        if not torch.isfinite(norm):
            saves.stop(step, 'a gradient is not a number')
        optimizer.step()
        step += 1
        for name, value in losses.items():
            means[name] = 0.97 * means[name] + 0.03 * float(value) if means[name] else float(value)
        if len(iou):
            means['iou'] = 0.97 * means['iou'] + 0.03 * float(iou.mean()) if means['iou'] else float(iou.mean())
        if step % args.tell_steps == 0:
            elapsed = time.time() - began
            speed = (step - first) * args.batch / elapsed
            line = ' '.join(f'{name} {value:.3f}' for name, value in means.items())
            print(f'step {step} {elapsed / 60:.1f} min {speed:.1f} pictures/s {speed * args.questions:.0f} questions/s lr {rate:.1e} {line}', flush=True)
            log.write(json.dumps({'step': step, 'minutes': elapsed / 60, 'pictures': step * args.batch, **{k: round(v, 4) for k, v in means.items()}}) + '\n')
            log.flush()
        if time.time() - refreshed > 30:
            refreshed = time.time()
            pool.refresh()
            source.limit = max(1, len(pool) - held_count(pool))
        if time.time() - saved > args.save_seconds:
            saves.save(step)
            if args.peer:
                average_with(args.peer, parameters)
            saved = time.time()
        if time.time() - scored > args.score_seconds:
            report(graph, held, pool, args, log, step, args.score_batches, stopping)
            scored = time.time()
    saves.save(step)
    if stopping:
        sys.exit(f'step {step}: stopped by a signal; saved to {args.out}')
    report(graph, held, pool, args, log, step, int(2.5 * args.score_batches), stopping)


class Newest:
    """The scenes of a pool that training leaves out."""

    def __init__(self, pool):
        self.pool, self.count = pool, held_count(pool)

    def get(self, index):
        return self.pool.get(len(self.pool) - self.count + index)

    def __len__(self):
        return self.count


def report(graph, held, pool, args, log, step, batches, stopping):
    held.random.seed(777)
    held.pool = Newest(pool)
    scores = evaluate(graph, held, batches, args.device, stopping)
    if stopping:
        return
    log.write(json.dumps({'step': step, 'scores': scores}) + '\n')
    log.flush()
    print(f'scores at step {step}: cIoU {scores["cIoU"]} answers {scores["answers"]}', flush=True)


if __name__ == '__main__':
    main()
