"""The sentence encoder once more, written down directly in numpy: what the emitted graph is compared with.

BERT as published (arXiv 1810.04805), the mean over the tokens, length 1. https://huggingface.co/sentence-transformers/all-MiniLM-L6-v2
"""
import json
import math
import os
import sys

import numpy as np

_erf = np.vectorize(math.erf, otypes=[np.float64])


def widened(arrays):
    """{name: array} with 8-bit matrices times the scales of their rows."""
    scaled = {name: array.astype(np.float64) * arrays[f'{name}.scale'] if array.dtype == np.int8 else array for name, array in arrays.items()}
    return {name: array.astype(np.float64) for name, array in scaled.items()}


def encode(arrays, ids, config):
    """ids [S] -> embedding [width] of length 1, pooled [layers + 1, width]."""
    weights = widened(arrays)
    heads, width = config['heads'], config['width']
    size = width // heads

    def norm(x, name):
        centred = x - x.mean(-1, keepdims=True)
        return centred / np.sqrt((centred ** 2).mean(-1, keepdims=True) + config['epsilon']) * weights[f'{name}.weight'] + weights[f'{name}.bias']

    def linear(x, name):
        return x @ weights[f'{name}.weight'].T + weights[f'{name}.bias']

    def split(x):
        return x.reshape(len(ids), heads, size).transpose(1, 0, 2)

    table = 'embeddings.{}_embeddings.weight'
    x = norm(weights[table.format('word')][ids] + weights[table.format('position')][:len(ids)] + weights[table.format('token_type')][0], 'embeddings.LayerNorm')
    pooled = [x.mean(0)]
    for index in range(config['layers']):
        name = f'encoder.layer.{index}'
        query, key, value = (split(linear(x, f'{name}.attention.self.{part}')) for part in ('query', 'key', 'value'))
        scores = query @ key.transpose(0, 2, 1) / math.sqrt(size)
        scores = np.exp(scores - scores.max(-1, keepdims=True))
        mixed = (scores / scores.sum(-1, keepdims=True) @ value).transpose(1, 0, 2).reshape(len(ids), width)
        x = norm(x + linear(mixed, f'{name}.attention.output.dense'), f'{name}.attention.output.LayerNorm')
        inner = linear(x, f'{name}.intermediate.dense')
        inner = inner * (1 + _erf(inner / math.sqrt(2))) / 2
        x = norm(x + linear(inner, f'{name}.output.dense'), f'{name}.output.LayerNorm')
        pooled.append(x.mean(0))
    last = pooled[-1]
    return last / np.linalg.norm(last), np.stack(pooled)


def main(folder, config):
    """Reads lists of ids from stdin, prints [{embedding, pooled}, …]."""
    from . import safetensors
    with open(config) as file:
        numbers = json.load(file)
    arrays = safetensors.read(os.path.join(folder, 'weights.safetensors'))
    results = (encode(arrays, ids, numbers) for ids in json.load(sys.stdin))
    json.dump([{'embedding': embedding.tolist(), 'pooled': pooled.ravel().tolist()} for embedding, pooled in results], sys.stdout)


if __name__ == '__main__':
    main(*sys.argv[1:])
