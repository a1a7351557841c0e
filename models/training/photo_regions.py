"""Patches of a photo that hang together by colour: a shirt, a wall, a dark half of a dog. Few photos have masks of more than one thing; for
whoever draws a box, a stroke or a rough mask round something that has no name, these stand for it.

    patches = coherent_patches(view.image, random.Random(7))    bool [n,128,128]
"""
import numpy as np
from scipy import ndimage
from scipy.cluster.vq import kmeans2

PATCH = "object"  # what an answer calls a patch
LEAST, MOST = 0.02, 0.35  # share of the view
FULL = 0.5  # of its box that a patch fills at least: what is thinner is a crack between others
AT_FRAME = 4  # cells of the view's edge that a patch may touch: wide open ground has no border of its own
MOST_PATCHES = 6


def coherent_patches(image, rng):
    """image uint8 [128,128,3]. Colours are grouped into four to eight; each connected area of a group, its holes filled and its ragged edge
    smoothed, is a patch if it is neither a speck nor most of the view."""
    smooth = ndimage.gaussian_filter(image[::2, ::2].astype(np.float32), (1.2, 1.2, 0))
    side = smooth.shape[0]
    rows, columns = np.mgrid[0:side, 0:side].astype(np.float32)
    # a little of the place: equal colours far apart are two things
    values = np.concatenate([smooth, 0.25 * rows[..., None], 0.25 * columns[..., None]], 2).reshape(-1, 5)
    groups = rng.randint(4, 8)
    start = values[[rng.randrange(len(values)) for _ in range(groups)]]
    labels = kmeans2(values, start, iter=6, minit="matrix", missing="warn")[1].reshape(side, side) if len(np.unique(start, axis=0)) == groups else np.zeros((side, side), int)
    found = []
    for group in range(groups):
        areas, count = ndimage.label(labels == group)
        for index, place in enumerate(ndimage.find_objects(areas)[:count], 1):
            patch = areas == index
            if patch.sum() < LEAST * side * side:
                continue
            patch = ndimage.binary_opening(ndimage.binary_fill_holes(patch), iterations=2)
            areas_left, left = ndimage.label(patch)
            if left == 0:
                continue
            patch = areas_left == 1 + np.argmax(ndimage.sum(patch, areas_left, range(1, left + 1)))
            place = ndimage.find_objects(patch.astype(int))[0]
            share, box = patch.mean(), patch[place].size
            at_frame = patch[0].sum() + patch[-1].sum() + patch[:, 0].sum() + patch[:, -1].sum()
            if LEAST <= share <= MOST and patch.sum() >= FULL * box and at_frame <= AT_FRAME:
                found.append(patch.repeat(2, 0).repeat(2, 1))
    rng.shuffle(found)
    return np.array(found[:MOST_PATCHES], bool).reshape(-1, *image.shape[:2])
