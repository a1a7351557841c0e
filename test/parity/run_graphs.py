"""Runs emitted graphs in PyTorch on stored inputs and prints how far each output is from the stored one, as JSON.

usage: run_graphs.py FOLDER   (FOLDER/cases.json, its .bin files, the .onnx graphs and weights.safetensors)
"""
import json
import os
import sys

import numpy as np
import torch

from models.training.interpreter import load_model

_TYPES = {'float32': np.float32, 'int64': np.int64, 'int32': np.int32}


def stored(folder, value):
    array = np.fromfile(os.path.join(folder, value['file']), _TYPES[value['type']])
    return array.reshape(value['dims'])


def difference(ours, theirs):
    """max|a - b| / max|b| in double precision; whole numbers count as the share that differs."""
    if ours.shape != theirs.shape:
        return f'shape {list(ours.shape)} instead of {list(theirs.shape)}'
    if theirs.dtype.kind != 'f':
        return float(np.mean(ours != theirs))
    ours, theirs = ours.astype(np.float64), theirs.astype(np.float64)
    if not (np.isfinite(ours).all() and np.isfinite(theirs).all()):
        return 'not finite'
    return float(np.abs(ours - theirs).max() / max(np.abs(theirs).max(), 1e-30))


def main(folder):
    torch.set_num_threads(1)
    with open(os.path.join(folder, 'cases.json')) as file:
        cases = json.load(file)
    _, graphs = load_model(folder, sorted({case['graph'] for case in cases}))
    report = {}
    with torch.no_grad():
        for case in cases:
            inputs = {name: torch.from_numpy(stored(folder, value)) for name, value in case['inputs'].items()}
            found = graphs[case['graph']](inputs)
            report[case['name']] = {name: difference(found[name].numpy(), stored(folder, value)) for name, value in case['outputs'].items()}
    json.dump(report, sys.stdout)


if __name__ == '__main__':
    main(sys.argv[1])
