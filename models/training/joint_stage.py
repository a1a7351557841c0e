"""Stages 2-4 together: language, segmentation and prompts on tabletop scenes (spec 4.2, scaled down).

    python3 -m models.training.joint_stage --graphs FOLDER --pool FOLDER --out FILE --minutes 60 [--resume FILE] [--device cuda]

Reads the emitted training graph, saves every two minutes, goes on from any checkpoint (optimizer restarted with a warm-up, or
restored from FILE.optimizer when it lies beside it), and stops with the step saved when a loss is not a number.
"""
import argparse
import json
import multiprocessing
import os
import random
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
from .losses import joint_losses, weighted
from .scenes.pool import load_pool
from .scenes.samples import sample_turns
from .tokenizer import Tokenizer

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))


HELD = 400  # the newest scenes of the pool are kept for the scores


def tokenizer_file(config):
    return os.path.join(ROOT, 'models', 'checkpoints', config, 'tokenizer.json')


def to_device(batch, device):
    def move(value):
        if isinstance(value, np.ndarray):
            return torch.from_numpy(value).to(device)
        if isinstance(value, dict):
            return {key: move(item) for key, item in value.items()}
        return value
    return move(batch)


def learning_rate(elapsed, minutes, step, peak, warmup=60, decay=0.4):
    """Warm-up over steps, constant, then linear decay over the last share of the time."""
    rate = peak * min(1.0, (step + 1) / warmup)
    left = 1 - elapsed / (minutes * 60)
    return rate * max(0.02, min(1.0, left / decay))


def answer_hits(outputs, truth):
    """Which segments had every token of their answer right under teacher forcing: bool per segment."""
    right = outputs['logits'].argmax(-1) == truth['answer_ids']
    hits = torch.ones(truth['has_mask'].numel(), dtype=torch.bool, device=right.device)
    hits[truth['answer_owner'][~right]] = False
    return hits


def evaluate(graph, source, batches, device):
    """Scores by kind on held-out scenes: cIoU of mask turns, share of answers with every token right (both under teacher forcing)."""
    overlap, union, right, seen = defaultdict(float), defaultdict(float), defaultdict(int), defaultdict(int)
    wanted = ('logits', 'masks')
    with torch.no_grad():
        for _ in range(batches):
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
    with torch.autocast('cuda', torch.bfloat16) if device == 'cuda' else nullcontext():
        logits = graph(truth['inputs'])['logits']
    return torch.nn.functional.cross_entropy(logits.float(), truth['answer_ids'])


def average_with(peer, parameters):
    """Two trainers that share no memory: each takes the mean of its weights and the other's newest file now and then (local SGD)."""
    if not os.path.exists(peer):
        return
    other = safetensors.read(peer)
    with torch.no_grad():
        for name, parameter in parameters.by_name.items():
            if name in other:
                parameter.lerp_(torch.from_numpy(other[name]).to(parameter.device), 0.5)


def load_batches(queue, args, config, seed):
    """Body of a loader process: puts batches on the queue for as long as the trainer lives."""
    tokenizer = Tokenizer(tokenizer_file(args.config))
    pool = load_pool(args.pool)
    source = TurnSource(pool, tokenizer, config, args.batch, args.questions, seed, sample_turns)
    while os.getppid() != 1:
        pool.refresh()
        source.limit = max(1, len(pool) - HELD)
        for _ in range(50):
            queue.put(source.next())


def main():
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
    parser.add_argument('--peer', help='weights of a second trainer on this machine, averaged in at every save')
    parser.add_argument('--codes', help='image codes of the pool (code_scenes.py): trains text-to-image as well')
    parser.add_argument('--draw-every', type=int, default=6)
    parser.add_argument('--seed', type=int, default=1)
    args = parser.parse_args()
    torch.set_num_threads(1)
    torch.set_flush_denormal(True)
    with open(os.path.join(ROOT, 'models', 'configs', f'{args.config}.json')) as file:
        config = json.load(file)
    tokenizer = Tokenizer(tokenizer_file(args.config))
    parameters, graphs = load_model(args.graphs, ['train', 'train_draw'], args.resume)
    graph, draw_graph = graphs['train'].to(args.device), graphs['train_draw'].to(args.device)
    parameters.to(args.device)
    trained = {name: parameters.by_name[name] for name in graph.parameter_names if not name.startswith('pixel_tokenizer.')}
    used = list(trained.values())
    optimizer = torch.optim.AdamW(used, lr=args.rate, betas=(0.9, 0.98), weight_decay=0.01, foreach=True)
    step = 0
    state_file = args.out + '.optimizer'
    if args.resume and os.path.exists(state_file) and os.path.samefile(args.resume, args.out):
        state = torch.load(state_file, map_location=args.device)
        step = state['step']
        for name, moments in state['moments'].items():
            if name in trained:
                optimizer.state[trained[name]] = moments
    pool = load_pool(args.pool)
    source = TurnSource(pool, tokenizer, config, args.batch, args.questions, seed, sample_turns)
    while os.getppid() != 1:
        pool.refresh()
        source.limit = max(1, len(pool) - HELD)
        for _ in range(50):
            queue.put(source.next())


def main():
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
    parser.add_argument('--peer', help='weights of a second trainer on this machine, averaged in at every save')
    parser.add_argument('--codes', help='image codes of the pool (code_scenes.py): trains text-to-image as well')
    parser.add_argument('--draw-every', type=int, default=6)
    parser.add_argument('--seed', type=int, default=1)
    args = parser.parse_args()
    torch.set_num_threads(1)
    torch.set_flush_denormal(True)
    with open(os.path.join(ROOT, 'models', 'configs', f'{args.config}.json')) as file:
        config = json.load(file)
    tokenizer = Tokenizer(tokenizer_file(args.config))
    parameters, graphs = load_model(args.graphs, ['train', 'train_draw'], args.resume)
    graph, draw_graph = graphs['train'].to(args.device), graphs['train_draw'].to(args.device)
    parameters.to(args.device)
    trained = {name: parameters.by_name[name] for name in graph.parameter_names if not name.startswith('pixel_tokenizer.')}
    used = list(trained.values())
    optimizer = torch.optim.AdamW(used, lr=args.rate, betas=(0.9, 0.98), weight_decay=0.01, foreach=True)
    step = 0
    state_file = args.out + '.optimizer'
    if args.resume and os.path.exists(state_file) and os.path.samefile(args.resume, args.out):
        state = torch.load(state_file, map_location=args.device)
        optimizer.load_state_dict(state['optimizer'])
        step = state['step']
    pool = load_pool(args.pool)
    source = TurnSource(pool, tokenizer, config, args.batch, args.questions, args.seed + step, sample_turns)
    held = TurnSource(pool, tokenizer, config, args.batch, args.questions, 777, sample_turns)
    drawing = DrawSource(pool, np.load(args.codes), tokenizer, config, 2 * args.batch, random.Random(args.seed + step)) if args.codes else None
    began, saved, refreshed, evaluated = time.time(), time.time(), time.time(), time.time()
    first = step
    means = defaultdict(float)
    log = open(args.out + '.jsonl', 'a')

    def save():
        safetensors.write(args.out, parameters.arrays(), metadata={'step': step})
        moments = {name: optimizer.state[parameter] for name, parameter in trained.items() if parameter in optimizer.state}
        torch.save({'moments': moments, 'step': step}, state_file + '.part')
        os.replace(state_file + '.part', state_file)

    batches = multiprocessing.Queue(4 * max(1, args.loaders))
    source.limit = max(1, len(pool) - HELD)
    for i in range(args.loaders):
        multiprocessing.Process(target=load_batches, args=(batches, args, config, args.seed * 100 + step + i), daemon=True).start()
    while time.time() - began < args.minutes * 60:
        batch = batches.get() if args.loaders else source.next()
        truth = to_device(batch, args.device)
        rate = learning_rate(time.time() - began, args.minutes, step - first, args.rate, decay=args.decay)
        for group in optimizer.param_groups:
            group['lr'] = rate
        with torch.autocast('cuda', torch.bfloat16) if args.device == 'cuda' else nullcontext():
            outputs = graph(truth['inputs'])
        losses, iou = joint_losses(outputs, truth)
        if drawing and step % args.draw_every == 0:
            losses['draw'] = draw_loss(draw_graph, drawing, args.device)
        loss = weighted(losses)
        if not torch.isfinite(loss):
            save_path = args.out + '.nan'
            safetensors.write(save_path, parameters.arrays(), metadata={'step': step})
            sys.exit(f'step {step}: the loss is not a number ({ {k: float(v) for k, v in losses.items()} }); weights saved to {save_path}. Resume from {args.out} with a lower --rate.')
        optimizer.zero_grad(set_to_none=True)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(used, 1.0)
        optimizer.step()
        step += 1
        for name, value in losses.items():
            means[name] = 0.97 * means[name] + 0.03 * float(value) if means[name] else float(value)
        means['iou'] = 0.97 * means['iou'] + 0.03 * float(iou.mean())
        if step % 25 == 0:
            elapsed = time.time() - began
            rate_of = (step - first) * args.batch / elapsed
            line = ' '.join(f'{name} {value:.3f}' for name, value in means.items())
            print(f'step {step} {elapsed / 60:.1f} min {rate_of:.1f} pictures/s {rate_of * args.questions:.0f} questions/s lr {rate:.1e} {line}', flush=True)
            log.write(json.dumps({'step': step, 'minutes': elapsed / 60, 'pictures': step * args.batch, **{k: round(v, 4) for k, v in means.items()}}) + '\n')
            log.flush()
        if time.time() - refreshed > 30:
            refreshed = time.time()
            pool.refresh()
            source.limit = max(1, len(pool) - HELD)
        if time.time() - saved > args.save_seconds:
            saved = time.time()
            save()
            if args.peer:
                average_with(args.peer, parameters)
        if time.time() - evaluated > 360:
            evaluated = time.time()
            report(graph, held, pool, args, log, step)
    save()
    report(graph, held, pool, args, log, step, batches=60)


def report(graph, held, pool, args, log, step, batches=24):
    held.random.seed(777)
    everything = pool.get
    start = max(0, len(pool) - HELD)
    held.pool = type('Newest', (), {'get': staticmethod(lambda i: everything(start + i)), '__len__': lambda self: min(HELD, len(pool))})()
    held.limit = min(HELD, len(pool))
    scores = evaluate(graph, held, batches, args.device)
    log.write(json.dumps({'step': step, 'scores': scores}) + '\n')
    log.flush()
    print(f'scores at step {step}: cIoU {scores["cIoU"]} answers {scores["answers"]}', flush=True)


if __name__ == '__main__':
    main()
