"""Fits the two numbers that turn a mask score z into a chance: sigmoid(scale * z + offset) that IoU > 0.5 (Platt scaling).

    python3 -m models.training.calibrate --graphs FOLDER --weights FILE --pool FOLDER --checkpoint models/checkpoints/nano

Uses the newest scenes of a pool, which training leaves out, and writes "calibration" into checkpoint.json.
"""
import argparse
import json
import os

import numpy as np
import torch

from .batches import TurnSource
from .interpreter import load_model
from .held_out import held_count
from .joint_batches import to_device
from .model_size import read_config, tokenizer_file
from .losses import mask_iou
from .scenes.pool import load_pool
from .scenes.samples import sample_turns
from .tokenizer import Tokenizer
from .whole_file import write_whole


def scores_and_hits(graph, source, batches, first):
    """z of the first mask query and whether its mask was right, over `batches` batches of the scenes from number `first`."""
    whole, scores, hits = source.pool, [], []
    source.pool = type('Newest', (), {'get': staticmethod(lambda i: whole.get(first + i))})()
    source.limit = len(whole) - first
    with torch.no_grad():
        for _ in range(batches):
            truth = to_device(source.next(), 'cpu')
            outputs = graph(truth['inputs'], ('masks', 'scores'))
            has = truth['has_mask']
            hits.append((mask_iou(outputs['masks'][:, :, 0][has], truth['target'][has]) > 0.5).numpy())
            scores.append(outputs['scores'][:, :, 0][has].numpy())
    return np.concatenate(scores), np.concatenate(hits)


def fit(scores, hits, rounds=100):
    """Scale and offset by logistic regression of hits on scores (Newton's method). Held weakly to scale 1 and offset 0, so that they stay
    finite where every mask is right or every one wrong."""
    design = np.stack([scores, np.ones_like(scores)], 1).astype(np.float64)
    start = np.array([1.0, 0.0])
    weights = start.copy()
    for _ in range(rounds):
        chance = 1 / (1 + np.exp(-np.clip(design @ weights, -30, 30)))
        curvature = (design * (chance * (1 - chance))[:, None]).T @ design + np.eye(2)
        step = np.linalg.solve(curvature, design.T @ (chance - hits) + (weights - start))
        weights = weights - step / max(1.0, np.abs(step).max())  # a whole step may jump to where the curvature is lost
    return weights


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument('--graphs', required=True)
    parser.add_argument('--weights', required=True)
    parser.add_argument('--pool', required=True)
    parser.add_argument('--checkpoint', required=True)
    parser.add_argument('--config', default='nano')
    parser.add_argument('--batches', type=int, default=25)
    args = parser.parse_args()
    torch.set_num_threads(1)
    config = read_config(args.config)
    _, graphs = load_model(args.graphs, ['train'], args.weights)
    pool = load_pool(args.pool)
    source = TurnSource(pool, Tokenizer(tokenizer_file(args.config)), config, 8, 16, 4242, sample_turns)
    scores, hits = scores_and_hits(graphs['train'], source, args.batches, len(pool) - held_count(pool))
    scale, offset = fit(scores, hits)
    path = os.path.join(args.checkpoint, 'checkpoint.json')
    with open(path) as file:
        manifest = json.load(file)
    manifest['calibration'] = {'scale': round(float(scale), 4), 'offset': round(float(offset), 4)}
    text = json.dumps(manifest, indent=2) + '\n'
    write_whole(path, lambda file: file.write(text.encode()))
    chance = 1 / (1 + np.exp(-(scale * scores + offset)))
    print(f'{len(scores)} masks, {100 * hits.mean():.1f} % right; scale {scale:.3f} offset {offset:.3f}; mean chance {100 * chance.mean():.1f} %')


if __name__ == '__main__':
    main()
