"""Views of photos: what the model sees of one, with the masks of its things. A view stands where a scene stands in `batches.py`.

The run time shows the model a whole picture first, its longer side filling the square and the rest repeating the edge, and then
square parts of it. Views in training are both, mirrored and in other light.
"""
from dataclasses import dataclass, field

import numpy as np
from PIL import Image

from .scenes.world import SIDE

CLEAR = 48  # pixels of a view; a thing with fewer is there, but nobody points at it
LEAST, MOST = 0.05, 0.95  # share of the view that the thing in its middle takes
WHOLE_SHARE = 0.35


@dataclass
class Seen:
    """A thing in a view. Its attributes are unknown: the losses of classes leave it alone."""
    id: int
    name: str
    box: tuple
    area: int
    centre: tuple
    shape: str = None
    colour: str = None
    size: str = None
    material: str = None


@dataclass
class View:
    """image uint8 [128,128,3]; objects by id from 1; pixels bool [objects,128,128], which may overlap; masks float32 [objects + 1,64,64],
    the share of each mask cell (0: what no mask covers). `name`: what the whole photo shows. No ids: they could not say overlaps.
    pointed: things here have no names of their own, so that only pointing asks for one."""
    image: np.ndarray
    objects: list
    pixels: np.ndarray
    masks: np.ndarray
    name: str
    breed: str
    source: str
    ids: object = None
    pointed: bool = False
    cache: dict = field(default_factory=dict, repr=False)

    @property
    def clear(self):
        """Ids of the things that are large enough to point at."""
        return [thing.id for thing in self.objects if thing.area >= CLEAR]


def resized(plane, size, box):
    """A part of a PIL image at another size: area average when shrinking, bilinear when enlarging."""
    return plane.resize(size, Image.BOX if size[0] < box[2] - box[0] else Image.BILINEAR, box)


def framed(array, fill):
    """[h,w,...] in the middle of a square of 128; the rest repeats the edge, or is nothing for a mask."""
    high, wide = SIDE - array.shape[0], SIDE - array.shape[1]
    around = ((high // 2, high - high // 2), (wide // 2, wide - wide // 2)) + ((0, 0),) * (array.ndim - 2)
    return np.pad(array, around, mode="edge") if fill == "edge" else np.pad(array, around)


def seen_things(pixels, names):
    """(objects, masks) of a View from bool [things,128,128] and their names."""
    objects = []
    for at, (name, mask) in enumerate(zip(names, pixels)):
        rows, columns = np.flatnonzero(mask.any(1)), np.flatnonzero(mask.any(0))
        centre = tuple(float(line.mean()) for line in np.nonzero(mask)[::-1])
        objects.append(Seen(at + 1, name, (int(columns[0]), int(rows[0]), int(columns[-1]) + 1, int(rows[-1]) + 1), int(mask.sum()), centre))
    rest = ~pixels.any(0)[None]
    masks = np.concatenate([rest, pixels]).reshape(-1, SIDE // 2, 2, SIDE // 2, 2).mean((2, 4)).astype(np.float32)
    return objects, masks


def look(photo, box, mirror=False, light=None):
    """View of the part `box` (x0, y0, x1, y1) of a photo. light: a function on float pictures of 0..1, or None."""
    scale = SIDE / max(box[2] - box[0], box[3] - box[1])
    size = tuple(max(1, round((box[2 + axis] - box[axis]) * scale)) for axis in (0, 1))
    image = framed(np.asarray(resized(photo.picture(), size, box)), "edge")
    planes, names = [], []
    for name, mask in zip(photo.mask_names, photo.masks()):
        if not mask[box[1]:box[3], box[0]:box[2]].any():
            continue
        plane = np.asarray(resized(Image.fromarray(mask.astype(np.uint8) * 255), size, box)) > 127
        if plane.any():
            planes.append(framed(plane, "nothing"))
            names.append(name)
    pixels = np.array(planes, bool).reshape(-1, SIDE, SIDE)
    if mirror:
        image, pixels = image[:, ::-1], pixels[:, :, ::-1]
    if light:
        image = (np.clip(light(image.astype(np.float32) / 255), 0, 1) * 255 + 0.5).astype(np.uint8)
    objects, masks = seen_things(pixels, names)
    return View(np.ascontiguousarray(image), objects, np.ascontiguousarray(pixels), masks, photo.name, photo.breed, photo.source)


def whole(photo):
    """View of the whole photo as it is: what scores are taken on."""
    height, width = photo.row["size"]
    return look(photo, (0, 0, width, height))


def other_light(rng):
    """Brightness, contrast, saturation and tint by lot, as a function on float pictures."""
    bright, contrast, colour = rng.uniform(0.75, 1.25), rng.uniform(0.75, 1.25), rng.uniform(0.6, 1.4)
    tint = np.array([rng.uniform(0.93, 1.07) for _ in range(3)], np.float32)

    def light(picture):
        picture = picture * bright * tint
        mean = picture.mean()
        grey = picture.mean(2, keepdims=True)
        return mean + contrast * (grey + colour * (picture - grey) - mean)
    return light


def part(photo, rng, tries=12):
    """A box by lot that shows a labelled thing whole or at least a third of it, between LEAST and MOST of the view; without masks, most of
    the photo. The whole photo when no such box is found."""
    height, width = photo.row["size"]
    everything = (0, 0, width, height)
    masks = photo.masks()
    if not len(masks):
        if rng.random() < WHOLE_SHARE:
            return everything
        side = round(min(height, width) * rng.uniform(0.75, 1))
        x, y = rng.randint(0, width - side), rng.randint(0, height - side)
        return (x, y, x + side, y + side)
    focus = masks[rng.randrange(len(masks))]
    area = focus.sum()
    if rng.random() < WHOLE_SHARE and LEAST <= area / max(height, width) ** 2 <= MOST:
        return everything
    rows, columns = np.flatnonzero(focus.any(1)), np.flatnonzero(focus.any(0))
    extent = max(rows[-1] - rows[0], columns[-1] - columns[0]) + 1
    for _ in range(tries):
        side = round(min(min(height, width), max(32, extent * rng.uniform(0.7, 3))))
        at = []
        for line, length in ((columns, width), (rows, height)):
            low, high = max(0, int(line[0]) - side + 1), min(length - side, int(line[-1]))
            middle = (int(line[0]) + int(line[-1]) + 1 - side) / 2
            at.append(min(max(round(middle + rng.uniform(-0.6, 0.6) * side), min(low, high)), high))
        x, y = at
        seen = focus[y:y + side, x:x + side].sum()
        if LEAST <= seen / side ** 2 <= MOST and seen >= area / 3:
            return (x, y, x + side, y + side)
    return everything
