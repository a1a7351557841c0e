"""Stages 2-4 together: language, segmentation and prompts on tabletop scenes (spec 4.2, scaled down).

    python3 -m models.training.joint_stage --graphs FOLDER --pool FOLDER --out FILE --minutes 60 [--resume FILE] [--device cuda]

Reads the emitted training graph and saves every two minutes, each file in one step, so that a run killed at any moment goes on
from its last save with `--resume` of its own --out. Any other checkpoint, the shipped 16-bit one too, can be resumed from: the
optimizer then starts afresh, with a warm-up. Stops with the step and its batch saved when a loss or a gradient is not a number.
"""
import os
import random
import signal
import sys
import time
from contextlib import nullcontext

import numpy as np
import torch

from . import safetensors
from .drawing import DrawSource
from .interpreter import load_model
from .joint_arguments import read_arguments
from .joint_batches import Loaders, leave_out, to_device, turn_source
from .joint_progress import Clock, Progress, learning_rate
from .joint_saves import Saves, average_with
from .joint_scores import Scores
from .losses import WEIGHTS, joint_losses, weighted
from .model_size import read_config, tokenizer_file
from .scenes.pool import load_pool
from .speed import Speed
from .tokenizer import Tokenizer
from .tokenizer_stage import commitment
from .whole_file import saying_when_full

CODES_WEIGHT = 0.5  # of the loss that a discrete input (an ablation) adds


def autocast(device):
    """bfloat16 on a GPU, float32 elsewhere."""
    return torch.autocast('cuda', torch.bfloat16) if device.startswith('cuda') else nullcontext()


def compiled(graph, wanted):
    """The graph through torch.compile, where that is wanted and there."""
    if wanted and not hasattr(torch, 'compile'):
        print(f'--compile: PyTorch {torch.__version__} has no torch.compile; it goes on without', flush=True)
    return torch.compile(graph, dynamic=True) if wanted and hasattr(torch, 'compile') else graph


class Trainer:
    """One step after another. Everything that a step depends on is in the weights, the optimizer, the step's number and the clock."""

    def __init__(self, args):
        self.args, config = args, read_config(args.config)
        self.own = bool(args.resume) and os.path.exists(args.out) and os.path.samefile(args.resume, args.out)
        self.start = self.step = int(safetensors.read_metadata(args.resume).get('step', 0)) if self.own else 0
        tokenizer = Tokenizer(tokenizer_file(args.config))
        self.pool = load_pool(args.pool)
        self.source = turn_source(self.pool, tokenizer, config, args)
        self.drawing = DrawSource(self.pool, np.load(args.codes), tokenizer, config, 2 * args.batch, random.Random(args.seed)) if args.codes else None
        self.loaders = Loaders(args, config, self.source, self.step)  # before a GPU is touched: what is forked later inherits it

        self.parameters, graphs = load_model(args.graphs, ['train', 'train_draw'], args.resume)
        self.graph, self.draw_graph = graphs['train'].to(args.device), graphs['train_draw'].to(args.device)
        self.run_graph = compiled(self.graph, args.compile)
        self.parameters.to(args.device)
        trained = {name: self.parameters.by_name[name] for name in self.graph.parameter_names if not name.startswith('pixel_tokenizer.')}
        self.used = list(trained.values())
        torch.manual_seed(args.seed)
        self.optimizer = torch.optim.AdamW(self.used, lr=args.rate, betas=(0.9, 0.98), weight_decay=0.01, foreach=True)
        self.saves = Saves(args.out, self.parameters, trained, self.optimizer)
        restored = self.saves.restore_optimizer() if self.own else 0
        # a run that goes on is in the middle of its schedule; a new one on old weights warms up
        self.first = min(self.start, int(self.saves.state.get('first', 0))) if restored and (args.steps or args.elapsed) else self.start
        self.progress = Progress(args.out + '.jsonl', args, self.start)
        self.scores = Scores(self.graph, self.pool, tokenizer, config, args, self.saves, self.progress, self.own)
        ends = f'until step {args.steps}' if args.steps else f'{args.minutes:g} minutes'
        print(f'{len(self.used)} tensors, {sum(p.numel() for p in self.used) / 1e6:.2f} M numbers, {len(self.pool)} scenes, step {self.step}, '
              f'{f"moments of {restored} tensors restored" if restored else "fresh optimizer"}, {ends} on {args.device}', flush=True)

    def losses(self, truth):
        """Losses and the IoU of each mask turn."""
        with autocast(self.args.device):
            # counting work would make the compiled graph be compiled again, and soon not at all any more
            outputs = (self.graph if self.graph.count else self.run_graph)(truth['inputs'])
        losses, iou = joint_losses(outputs, truth)
        if 'code_z' in outputs:
            losses['codes'] = commitment({'z': outputs['code_z'], 'quantised': outputs['code_quantised']})
        return losses, iou

    def draw_loss(self):
        self.drawing.random.seed(f'{self.args.seed}/{self.step}')
        truth = to_device(self.drawing.next(), self.args.device)
        with autocast(self.args.device):
            logits = self.draw_graph(truth['inputs'])['logits']
        return torch.nn.functional.cross_entropy(logits.float(), truth['answer_ids'])

    def train_step(self, speed, rate):
        args = self.args
        for group in self.optimizer.param_groups:
            group['lr'] = rate
        with speed.waiting():
            batch = self.loaders.next()
        truth = to_device(batch, args.device)
        with speed.step(args.batch):
            losses, iou = self.losses(truth)
            if self.drawing and self.step % args.draw_every == 0:
                losses['draw'] = self.draw_loss()
        loss = weighted(losses, {**WEIGHTS, 'text': args.text_weight, 'codes': CODES_WEIGHT})
        # one look at the device for all numbers of a step
        values = dict(zip(losses, torch.stack([loss.detach().float(), *(value.detach().float() for value in losses.values())]).tolist()[1:]))
        if not np.isfinite(sum(values.values())):
            self.saves.stop(self.step, 'the loss is not a number (' + ', '.join(f'{name} {value:.3g}' for name, value in values.items()) + ')', batch)
        self.optimizer.zero_grad(set_to_none=True)
        loss.backward()
        if not torch.isfinite(torch.nn.utils.clip_grad_norm_(self.used, 1.0)):
            self.saves.stop(self.step, 'a gradient is not a number', batch)
        self.optimizer.step()
        self.step += 1
        self.progress.take({**values, **({'iou': float(iou.mean())} if len(iou) else {})})

    def train(self, stopping):
        args, clock = self.args, Clock(self.args)
        speed = Speed([self.graph, self.draw_graph], args.device, 1e12 * args.peak_tflops if args.peak_tflops else None)
        saved = refreshed = scored = time.time()
        while clock.progress(self.step) < 1 and not stopping:
            rate = learning_rate(clock.progress(self.step), self.step - self.first, args.rate, decay=args.decay)
            self.train_step(speed, rate)
            if self.step % args.tell_steps == 0:
                self.progress.tell(self.step, rate)
            if time.time() - refreshed > 30:
                refreshed = time.time()
                leave_out(self.source)
            if time.time() - saved > args.save_seconds:
                self.saves.save(self.step, self.first)
                if args.peer:
                    average_with(args.peer, self.parameters)
                saved = time.time()
            if time.time() - scored > args.score_seconds:
                self.scores.report(self.step, stopping)
                scored = time.time()
        self.saves.save(self.step, self.first)
        if stopping:
            sys.exit(f'step {self.step}: stopped by a signal; saved to {args.out}')
        if speed.steps:
            self.progress.write({'step': self.step, 'speed': speed.figures()})
            print(speed.line(), flush=True)
        self.scores.report(self.step, stopping, final=True)


def main():
    args = read_arguments(__doc__.splitlines()[0])
    torch.set_num_threads(1)
    torch.set_flush_denormal(True)
    torch.backends.cuda.matmul.allow_tf32 = True  # what autocast leaves in 32 bits
    stopping = []
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: stopping.append(True))
    with saying_when_full(f'the last save, {args.out},'):
        Trainer(args).train(stopping)


if __name__ == '__main__':
    main()
