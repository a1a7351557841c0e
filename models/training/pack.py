"""Makes the shipped checkpoint of trained parts: one 16-bit safetensors file, its sum, and what it was trained on.

    python3 -m models.training.pack --graphs FOLDER --parts JOINT.safetensors GENERATIVE.safetensors --out models/checkpoints/nano

Later parts win where two hold a tensor; `--parts FILE:prefix,prefix` takes only tensors of those names. The file holds every
parameter of the configuration, train-only heads too, so training goes on from it alone.
"""
import argparse
import hashlib
import json
import os

import numpy as np

from . import safetensors
from .model_size import refuse_other_size
from .whole_file import saying_when_full, write_whole


def merge(graphs, parts):
    """Initial values of the emitted folder, replaced by the parts. Returns the tensors and the names that no part holds."""
    tensors = safetensors.read(os.path.join(graphs, 'weights.safetensors'))
    open_names = set(tensors)
    for part in parts:
        path, _, prefixes = part.partition(':')
        for name, array in safetensors.read(path).items():
            if prefixes and not name.startswith(tuple(prefixes.split(','))):
                continue
            if name in tensors and tensors[name].shape == array.shape:
                tensors[name] = array
                open_names.discard(name)
    return tensors, sorted(open_names)


def refuse_other_checkpoint(folder, name):
    """SystemExit when a folder holds a checkpoint of another configuration: it would be lost."""
    manifest = os.path.join(folder, 'checkpoint.json')
    if os.path.exists(manifest):
        with open(manifest) as file:
            there = json.load(file).get('name', name)
        if there != name:
            raise SystemExit(f'{folder} holds a checkpoint of {there}, not of {name}; nothing was written. Give another --out.')


def refuse_other_parts(tensors, parts):
    """SystemExit when a file of --parts is of another network. parts: FILE or FILE:PREFIX."""
    for part in parts:
        refuse_other_size(part.partition(':')[0], tensors)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument('--graphs', required=True, help='folder emitted with --weights initial')
    parser.add_argument('--parts', nargs='+', required=True)
    parser.add_argument('--out', required=True)
    parser.add_argument('--name', default='nano')
    args = parser.parse_args()
    refuse_other_checkpoint(args.out, args.name)
    with saying_when_full('the checkpoint that was there'):
        pack(args)


def pack(args):
    """Joins --parts into a checkpoint: weights in 16 bits and a manifest with their sums. SystemExit for parts of another network and for numbers that
    16 bits do not hold."""
    tensors, untouched = merge(args.graphs, args.parts)
    refuse_other_parts(tensors, args.parts)
    largest = 0.0
    for name, array in tensors.items():
        value = float(np.abs(array).max()) if array.size else 0.0
        if not value <= 60000:  # NaN is not
            raise SystemExit(f'{name} holds {value}, which does not fit into 16 bits; resume from an earlier save, or train on with weight decay')
        largest = max(largest, value)
    weights = os.path.join(args.out, 'weights.safetensors')
    safetensors.write(weights, tensors, half=True)
    manifest = os.path.join(args.out, 'checkpoint.json')
    known = {}
    if os.path.exists(manifest):
        with open(manifest) as file:
            known = json.load(file)
    sums = {name: hashlib.sha256(open(os.path.join(args.out, name), 'rb').read()).hexdigest() for name in ('weights.safetensors', 'tokenizer.json')}
    text = json.dumps({**known, 'name': args.name, 'sha256': sums}, indent=2) + '\n'
    write_whole(manifest, lambda file: file.write(text.encode()))
    print(f'{sum(a.size for a in tensors.values()) / 1e6:.2f} M numbers, {os.path.getsize(weights) / 2 ** 20:.1f} MiB; largest {largest:.1f}; still at their starting values: {len(untouched)} tensors {untouched[:6]}')


if __name__ == '__main__':
    main()
