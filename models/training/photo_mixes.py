"""Views with things of several photos in one picture. Most photos show one thing in the middle, so that a model that learns from them alone
marks the middle whatever is pointed at; here what is pointed at, or named, decides.

    view = pasted(base, others, rng)    cut-outs of other photos' things laid on one
    view = tiled(views, rng)            two or four photos side by side
    view = patched(base, others, rng)   areas with the surfaces of other photos laid on one (photo_patchwork.py)
    view = Views(photos, scenes).get(7) these, single photos and parts of scenes (scene_views.py), by lot
"""
import random

import numpy as np
from PIL import Image

from .held_out import held_count
from .photo_patchwork import patchwork
from .photo_regions import PATCH
from .photo_views import SIDE, View, look, other_light, part, seen_things
from .scene_views import near

MASKED_SHARE = 0.88  # of the views, those of photos with masks
MANY_THINGS = 3  # how often a photo with several things is drawn for one with a single thing; there are few of them
SCENE_SHARE = 0.15  # of the views, parts of scenes, where there is a pool of them
PASTED_SHARE, TILED_SHARE, PATCHED_SHARE = 0.25, 0.12, 0.28  # of the views of photos with masks

LONGEST, SHORTEST = 80, 20  # pixels of a cut-out's longer side
WHOLE = 0.97  # of a thing lies inside its view: what the frame has cut looks wrong elsewhere


def _cut_out(view, rng):
    """(picture float [h,w,3], alpha float [h,w], name) of a thing that its view shows whole, at another size; None where there is none."""
    whole = [i for i in view.clear if not _touches_frame(view.pixels[i - 1])]
    if not whole:
        return None
    i = rng.choice(whole)
    x0, y0, x1, y1 = view.objects[i - 1].box
    scale = rng.uniform(SHORTEST, LONGEST) / max(x1 - x0, y1 - y0)
    size = max(2, round((x1 - x0) * scale)), max(2, round((y1 - y0) * scale))
    way = Image.BOX if scale < 1 else Image.BILINEAR
    picture = Image.fromarray(view.image[y0:y1, x0:x1]).resize(size, way)
    alpha = Image.fromarray(view.pixels[i - 1][y0:y1, x0:x1].astype(np.uint8) * 255).resize(size, way)
    return np.asarray(picture, np.float32), np.asarray(alpha, np.float32) / 255, view.objects[i - 1].name


def _touches_frame(mask):
    edge = mask[0].sum() + mask[-1].sum() + mask[:, 0].sum() + mask[:, -1].sum()
    return edge > (1 - WHOLE) * 2 * sum(mask.shape)


def _laid_on(image, planes, picture, alpha, x, y):
    """Lays a cut-out on image, its corner at x, y, and takes what it hides from planes, both changed; returns its own plane, bool [128,128]."""
    height, width = alpha.shape
    place = slice(y, y + height), slice(x, x + width)
    image[place] += alpha[..., None] * (picture - image[place])
    plane = np.zeros((SIDE, SIDE), bool)
    plane[place] = alpha > 0.5
    for hidden in planes:
        hidden &= ~plane
    return plane


def pasted(base, others, rng):
    """`base` with a thing of each view of `others` laid on it, where it shows one whole."""
    image, planes, names = base.image.astype(np.float32), list(base.pixels.copy()), [thing.name for thing in base.objects]
    for picture, alpha, name in filter(None, (_cut_out(view, rng) for view in others)):
        planes.append(_laid_on(image, planes, picture, alpha, rng.randint(0, SIDE - alpha.shape[1]), rng.randint(0, SIDE - alpha.shape[0])))
        names.append(name)
    return _view(np.round(image).astype(np.uint8), planes, names, base)


def patched(base, others, rng):
    """`base` with patches laid on it that have the surfaces of `others`. A patch hides what it lies on but stays part of no thing: on a person, the
    coat is not the person's outline. Only asked about by pointing."""
    image, planes, names = base.image.astype(np.float32), list(base.pixels.copy()), [thing.name for thing in base.objects]
    for picture, alpha, (x, y) in patchwork(base, [view.image for view in others], rng):
        planes.append(_laid_on(image, planes, picture, alpha, x, y))
        names.append(PATCH)
    view = _view(np.round(image).astype(np.uint8), planes, names, base)
    view.pointed = True
    return view


def tiled(views, rng):
    """Two views as upper and lower or left and right halves (their middle parts), or four as quarters."""
    image = np.empty((SIDE, SIDE, 3), np.uint8)
    planes, names, half = [], [], SIDE // 2
    upright = rng.random() < 0.5
    for at, view in enumerate(views):
        if len(views) == 4:
            place, part = (slice(at // 2 * half, at // 2 * half + half), slice(at % 2 * half, at % 2 * half + half)), (slice(None, None, 2), slice(None, None, 2))
            small = np.asarray(Image.fromarray(view.image).resize((half, half), Image.BOX))
        else:
            along, middle = slice(at * half, at * half + half), slice(half // 2, half // 2 + half)
            place, part = ((slice(None), along), (slice(None), middle)) if upright else ((along, slice(None)), (middle, slice(None)))
            small = view.image[part]
        image[place] = small
        for thing, mask in zip(view.objects, view.pixels):
            plane = np.zeros((SIDE, SIDE), bool)
            plane[place] = mask[part]
            planes.append(plane)
            names.append(thing.name)
    # all is labelled only where it is in every part
    return _view(image, planes, names, next((view for view in views if view.source != "coco"), views[0]))


def _view(image, planes, names, base):
    kept = [(plane, name) for plane, name in zip(planes, names) if plane.any()]
    pixels = np.array([plane for plane, _ in kept], bool).reshape(-1, SIDE, SIDE)
    objects, masks = seen_things(pixels, [name for _, name in kept])
    # what the rest of the picture shows nobody has written down for all its parts, so that nothing is said about the whole
    return View(image, objects, pixels, masks, None, None, base.source)


class Views:
    """Stands where a pool of scenes stands in TurnSource: `get(index)` is a view by lot, the same for the same index. scenes: a pool whose held-out
    end is left alone, or None."""

    def __init__(self, photos, scenes=None):
        self.scenes = scenes
        self.masked = [photo for photo in photos for _ in range(MANY_THINGS if len(photo.mask_names) > 1 else 1) if photo.mask_names]
        self.named = [photo for photo in photos if not photo.mask_names and photo.name]
        if not self.masked and not self.named:
            raise ValueError("no photo with masks or a class to learn from")

    def __len__(self):
        return 2 ** 31

    def get(self, index):
        rng = random.Random(index)
        seen = near(self._scene(rng), rng) if self.scenes and rng.random() < SCENE_SHARE else None
        if seen:
            return seen
        if not self.masked or (self.named and rng.random() >= MASKED_SHARE):
            return self._single(self.named, rng)
        mixed = rng.random()
        if mixed < PASTED_SHARE:
            return pasted(self._single(self.masked, rng), [self._single(self.masked, rng) for _ in range(rng.randint(1, 3))], rng)
        if mixed < PASTED_SHARE + TILED_SHARE:
            return tiled([self._single(self.masked, rng) for _ in range(rng.choice((2, 4)))], rng)
        if mixed < PASTED_SHARE + TILED_SHARE + PATCHED_SHARE:
            return patched(self._single(self.masked, rng), [self._single(self.masked, rng) for _ in range(rng.randint(1, 5))], rng)
        return self._single(self.masked, rng)

    def _scene(self, rng):
        return self.scenes.get(rng.randrange(max(1, len(self.scenes) - held_count(self.scenes))))

    @staticmethod
    def _single(photos, rng):
        photo = photos[rng.randrange(len(photos))]
        return look(photo, part(photo, rng), rng.random() < 0.5, other_light(rng))
