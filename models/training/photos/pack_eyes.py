"""Makes the folder of a checkpoint that sees photos out of what training wrote: weights in 16 bits, the tabletop classifier, sums.

    python3 -m models.training.photos.pack_eyes --run FOLDER --graphs FOLDER --photos FOLDER --scenes FOLDER --out models/checkpoints/small
"""
import argparse
import hashlib
import json
import os

import numpy as np
import torch

from .. import safetensors
from ..interpreter import load_model
from .drawing import Placement
from .library import Library
from .sources import for_calibration

GRAPHS = ('look', 'point', 'name')


def head_means(look, photos):
    """Means [n,1280] of the published classifier's last map."""
    means = []
    for photo in photos:
        canvas = Placement.whole(photo.width, photo.height).picture(photo.picture())
        with torch.no_grad():
            means.append(look({'image': torch.from_numpy(canvas.transpose(2, 0, 1)[None].astype(np.float32) / 255)}, ('head',))['head'].mean((2, 3))[0].numpy())
    return np.stack(means)


def fit_tabletop(look, library, count=300, ridge=10.0):
    """Weight [1,1280] and bias [1] of a ridge regression to ±4, and the share of pictures that were not fitted and are told right."""
    rng = np.random.default_rng(3)
    rows = [at for at, row in enumerate(library.rows) if for_calibration(row['id'])]
    photos = [library.photo(int(at)) for at in rng.choice(rows, size=count, replace=False)]
    scenes = [library.scene(int(at)) for at in rng.choice(len(library.scenes), size=count, replace=False)]
    x = np.concatenate([head_means(look, photos), head_means(look, scenes)])
    y = np.repeat([-4.0, 4.0], count)
    fitted = np.arange(2 * count) % 2 == 0
    centre = x[fitted].mean(0)
    centred = x - centre
    weight = np.linalg.solve(centred[fitted].T @ centred[fitted] + ridge * np.eye(x.shape[1]), centred[fitted].T @ (y[fitted] - y[fitted].mean()))
    bias = y[fitted].mean() - centre @ weight
    right = ((x @ weight + bias > 0) == (y > 0))[~fitted].mean()
    return weight[None].astype(np.float32), np.array([bias], np.float32), right


def sha256(path):
    with open(path, 'rb') as file:
        return hashlib.sha256(file.read()).hexdigest()


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument('--run', required=True, help='folder of train_pointing')
    parser.add_argument('--graphs', required=True)
    parser.add_argument('--photos', required=True)
    parser.add_argument('--scenes', required=True)
    parser.add_argument('--out', required=True)
    args = parser.parse_args()
    weights = os.path.join(args.run, 'weights.safetensors')
    _, graphs = load_model(args.graphs, ('look',), weights)
    arrays = safetensors.read(weights)
    weight, bias, right = fit_tabletop(graphs['look'], Library(args.photos, args.scenes))
    arrays.update({'recogniser.tabletop.weight': weight, 'recogniser.tabletop.bias': bias})
    os.makedirs(args.out, exist_ok=True)
    path = os.path.join(args.out, 'weights.safetensors')
    safetensors.write(path, arrays, half=True, metadata=safetensors.read_metadata(weights))
    manifest = {'name': 'small', 'graphs': GRAPHS, 'sha256': {'weights.safetensors': sha256(path)}}
    with open(os.path.join(args.out, 'checkpoint.json'), 'w') as file:
        json.dump(manifest, file, indent=2)
        file.write('\n')
    print(f'{path}: {os.path.getsize(path) / 2 ** 20:.1f} MiB; tabletop or photo told right {100 * right:.1f} %')


if __name__ == '__main__':
    main()
