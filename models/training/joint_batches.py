"""Batches of the joint stages. On a CPU each is drawn from its number alone, here or in loader processes: however a run is stopped and goes on,
and however many processes there are, step 700 sees the same batch (once the pool of scenes is complete). A GPU would wait for that: there turns
that do not fit into one batch are kept for later ones, and large arrays travel in 16 bits."""
import concurrent.futures
import functools
import itertools

import numpy as np
import torch

from .batch_processes import BatchProcesses
from .batches import TurnSource
from .held_out import held_count
from .model_size import tokenizer_file
from .photo_turns import SHARES as PHOTO_SHARES, photo_source
from .scenes.pool import load_pool
from .scenes.samples import sample_turns
from .tokenizer import Tokenizer

LARGE = 2 ** 18  # numbers; what is smaller is not worth narrowing


def on_gpu(args):
    return args.device.startswith('cuda')


def narrowed(batch):
    """A batch with its large float32 arrays (pictures, rasters, masks: none needs more digits) in 16 bits; `to_device` widens them."""
    if isinstance(batch, dict):
        return {key: narrowed(value) for key, value in batch.items()}
    return batch.astype(np.float16) if isinstance(batch, np.ndarray) and batch.dtype == np.float32 and batch.size >= LARGE else batch


def to_device(batch, device):
    """A batch with its arrays, also those in dicts, as tensors on the device, 16-bit ones widened; all else as it is."""
    def move(value):
        if isinstance(value, np.ndarray):
            tensor = torch.from_numpy(value).to(device)
            tensor = tensor.float() if tensor.dtype == torch.float16 else tensor
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
    mix = mix_of(args)
    photo_mix = {kind: mix.pop(kind) for kind in list(mix) if kind in PHOTO_SHARES}
    # twice the views and half the turns: words about photos are few, what they look like is not
    photos = photo_source(args.photos, pool, tokenizer, config, 2 * args.batch, max(1, args.questions // 2), args.seed + 1, weights=photo_mix, keep=on_gpu(args)) if args.photos else None
    source = TurnSource(pool, tokenizer, config, args.batch, args.questions, args.seed, sample_turns, weights=mix, other=photos, other_share=args.photo_share, keep=on_gpu(args))
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


def numbered_batches(args, config, first, index):
    """Every args.loaders-th batch from number first + index on, without end: what a process prepares."""
    source = turn_source(load_pool(args.pool), Tokenizer(tokenizer_file(args.config)), config, args)
    for number in itertools.count(first + index, args.loaders):
        if (number - first - index) % (50 * args.loaders) == 0:
            leave_out(source)
        batch = batch_number(source, args.seed, number)
        yield narrowed(batch) if on_gpu(args) else batch


class Loaders:
    """Batches from number `first` on, of args.loaders processes, or prepared here where that is 0."""

    def __init__(self, args, config, source, first):
        self.source, self.seed, self.number = source, args.seed, first
        self.processes = BatchProcesses(functools.partial(numbered_batches, args, config, first), args.loaders) if args.loaders else None
        # beside a GPU the next batch is read off its queue while the last one is worked on: that takes as long as half a step
        self.reader, self.coming = concurrent.futures.ThreadPoolExecutor(1) if self.processes and on_gpu(args) else None, None

    def next(self):
        if not self.reader:
            return self.fetch()
        batch = self.coming.result() if self.coming else self.fetch()
        self.coming = self.reader.submit(self.fetch)
        return batch

    def fetch(self):
        self.number += 1
        return self.processes.next() if self.processes else batch_number(self.source, self.seed, self.number - 1)
