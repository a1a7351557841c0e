"""Batches of the joint stages. Each is drawn from its number alone, here or in loader processes: however a run is stopped and goes on, and
however many processes there are, step 700 sees the same batch (once the pool of scenes is complete)."""
import multiprocessing
import os
import queue
import signal
import sys

import numpy as np
import torch

from .batches import TurnSource
from .held_out import held_count
from .model_size import tokenizer_file
from .photo_turns import photo_source
from .scenes.pool import load_pool
from .scenes.samples import sample_turns
from .tokenizer import Tokenizer

AHEAD = 4  # batches that wait in the queue of each process


def to_device(batch, device):
    """A batch with its arrays, also those in dicts, as tensors on the device; all else as it is."""
    def move(value):
        if isinstance(value, np.ndarray):
            tensor = torch.from_numpy(value).to(device)
            # convolutions are faster on pictures whose channels lie together
            return tensor.contiguous(memory_format=torch.channels_last) if tensor.dim() == 4 and tensor.shape[1] == 3 else tensor
        if isinstance(value, dict):
            return {key: move(item) for key, item in value.items()}
        return value
    return move(batch)


def mix_of(args):
    """--mix 'qa=2,prompt=0.5' -> {'qa': 2.0, 'prompt': 0.5}."""
    return {kind: float(factor) for kind, factor in (part.split('=') for part in args.mix.split(',') if part)}


def turn_source(pool, tokenizer, config, args):
    """Scenes, and the share --photo-share of batches from the photos of --photos."""
    # twice the views and half the turns: words about photos are few, what they look like is not
    photos = photo_source(args.photos, tokenizer, config, 2 * args.batch, max(1, args.questions // 2), args.seed + 1) if args.photos else None
    source = TurnSource(pool, tokenizer, config, args.batch, args.questions, args.seed, sample_turns, weights=mix_of(args), other=photos, other_share=args.photo_share)
    leave_out(source)
    return source


def leave_out(source):
    """Takes up what was rendered since and keeps the newest scenes for the scores."""
    source.pool.refresh()
    source.limit = max(1, len(source.pool) - held_count(source.pool))


def batch_number(source, seed, number):
    """Batch `number` of a seed, whatever was drawn before: a run that goes on draws what the killed one would have."""
    source.random.seed(f'{seed}/{number}')
    if source.other:
        source.other.random.seed(f'{seed}/{number}/other')
    return source.next()


def load_batches(batches, args, config, first):
    """Body of a loader process: puts every args.loaders-th batch on its queue for as long as the trainer lives."""
    parent = os.getppid()
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    source = turn_source(load_pool(args.pool), Tokenizer(tokenizer_file(args.config)), config, args)
    number = first
    while os.getppid() == parent:
        if (number - first) % (50 * args.loaders) == 0:
            leave_out(source)
        batch = batch_number(source, args.seed, number)
        number += args.loaders
        while os.getppid() == parent:
            try:
                batches.put(batch, timeout=2)  # a killed trainer never makes room again
                break
            except queue.Full:
                pass
    os._exit(0)  # without waiting for a reader of what is still on the queue


class Loaders:
    """Processes that prepare batches in turn, or none: then the batches are prepared here. first: the number of the first one."""

    def __init__(self, args, config, source, first):
        self.source, self.seed, self.first, self.number = source, args.seed, first, first
        self.queues = [multiprocessing.Queue(AHEAD) for _ in range(args.loaders)]
        self.processes = [multiprocessing.Process(target=load_batches, args=(batches, args, config, first + i), daemon=True) for i, batches in enumerate(self.queues)]
        for process in self.processes:
            process.start()

    def next(self):
        turn = (self.number - self.first) % max(1, len(self.processes))
        self.number += 1
        while self.processes:
            try:
                return self.queues[turn].get(timeout=20)
            except queue.Empty:
                if not self.processes[turn].is_alive():
                    sys.exit('a process that prepares batches has died; the last save is kept')
        return batch_number(self.source, self.seed, self.number - 1)
