"""Fits what tells a rendered tabletop scene from a photo, on the published features, into the file of the published weights.

    python3 -m models.training.photos.fit_tabletop --published lite2.safetensors --graphs FOLDER --photos FOLDER --scenes FOLDER
"""
import argparse

import numpy as np
import torch

from .. import safetensors
from .drawing import Placement
from .library import Library
from .pointing_model import PointingModel
from .sources import for_calibration


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


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument('--published', required=True, help='what convert_lite2 wrote; it is written anew')
    parser.add_argument('--graphs', required=True)
    parser.add_argument('--photos', required=True)
    parser.add_argument('--scenes', required=True)
    args = parser.parse_args()
    look = PointingModel(args.graphs, args.published).graphs['look']
    weight, bias, right = fit_tabletop(look, Library(args.photos, args.scenes))
    arrays = safetensors.read(args.published)
    arrays.update({'recogniser.tabletop.weight': weight, 'recogniser.tabletop.bias': bias})
    safetensors.write(args.published, arrays, metadata=safetensors.read_metadata(args.published))
    print(f'tabletop or photo told right {100 * right:.1f} % of pictures that were not fitted')


if __name__ == '__main__':
    main()
