"""Views with areas of any outline laid on a photo, each with the surface of another: beside each other, on each other and on things, as clothes are on
a person. Few photos have masks of parts and of what lies on what; here their borders are known to the pixel.

    laid = patchwork(base, surfaces, rng)    [(picture float [h,w,3], alpha float [h,w], (x, y)), …], to be laid on base in this order
"""
import math

import numpy as np
from PIL import Image
from scipy import ndimage

from .scenes.world import SIDE

LEAST, MOST = 14, 64  # pixels of a patch's longer side
WAVES = 5  # of an outline: with more it is frayed
STACKED, ON_THING = 0.5, 0.5  # share of the patchworks one above the other; of all that lie on a thing
PLAIN = 0.6  # largest share by which a surface is faded to its mean: much of what people wear is of one colour


def outline(width, height, rng):
    """bool [height,width]: round, angular or wavy, filling its frame."""
    rows, columns = np.mgrid[0:height, 0:width] + 0.5
    x, y = 2 * columns / width - 1, 2 * rows / height - 1
    turned = rng.uniform(-0.5, 0.5)
    x, y = x * math.cos(turned) - y * math.sin(turned), x * math.sin(turned) + y * math.cos(turned)
    angle, power = np.arctan2(y, x), rng.choice((2, 3, 6, 10))
    radius = (np.abs(x) ** power + np.abs(y) ** power) ** (1 / power)
    rough = rng.uniform(0, 0.6)
    edge = 1 + sum(rough * rng.uniform(-1, 1) / wave * np.cos(wave * angle + rng.uniform(0, 6.3)) for wave in range(1, WAVES + 1))
    return radius <= edge * (1 - rough / 2)


def surface(image, width, height, rng):
    """float [height,width,3]: a part of a photo, faded and shaded by lot."""
    side = rng.randint(max(8, min(width, height) // 2), SIDE)
    x, y = rng.randint(0, SIDE - side), rng.randint(0, SIDE - side)
    part = np.asarray(Image.fromarray(image[y:y + side, x:x + side]).resize((width, height), Image.BILINEAR), np.float32)
    part = part + rng.uniform(0, PLAIN) * (part.mean((0, 1)) - part)
    slope = np.linspace(-1, 1, width)[None] * rng.uniform(-0.15, 0.15) + np.linspace(-1, 1, height)[:, None] * rng.uniform(-0.15, 0.15)
    return np.clip(part * (1 + slope[..., None]), 0, 255).astype(np.float32)


def _frame(base, rng):
    """Part of the picture (x0, y0, x1, y1) in which the patches lie: a thing's, or all of it."""
    if base.objects and rng.random() < ON_THING:
        box = base.objects[rng.randrange(len(base.objects))].box
        if min(box[2] - box[0], box[3] - box[1]) >= 2 * LEAST:
            return box
    return 0, 0, SIDE, SIDE


def patchwork(base, surfaces, rng):
    x0, y0, x1, y1 = _frame(base, rng)
    stacked, middle, laid = rng.random() < STACKED, rng.randint(x0, x1), []
    for at, image in enumerate(surfaces):
        width, height = (min(round(math.exp(rng.uniform(math.log(LEAST), math.log(MOST)))), end - start) for start, end in ((x0, x1), (y0, y1)))
        if stacked:
            height = min(MOST, max(LEAST, round((y1 - y0) / len(surfaces) * rng.uniform(0.8, 1.3))))
            x = middle - width // 2 + rng.randint(-4, 4)
            y = y0 + round((y1 - y0) * at / len(surfaces))
        else:
            x, y = rng.randint(x0, x1 - width), rng.randint(y0, y1 - height)
        x, y = (min(max(0, start), SIDE - size) for start, size in ((x, width), (y, height)))
        inside = outline(width, height, rng)
        # bare edges would tell a patch from all that is in a photo
        alpha = np.minimum(ndimage.gaussian_filter(inside.astype(np.float32), rng.uniform(0.3, 0.9)), 1)
        laid.append((surface(image, width, height, rng), alpha, (x, y)))
    return laid
