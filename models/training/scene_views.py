"""Parts of rendered scenes seen from near, as views like those of photos. The run time looks again at what was pointed at from near; without
these views the model would know large things from photos alone, and take a large cone for its sunny half.

    view = near(scene, random.Random(7))
"""
import numpy as np
from PIL import Image

from .photo_views import CLEAR, MOST, View, resized, seen_things
from .scenes.language import canonical
from .scenes.world import SIDE

FROM, TO = 1.15, 4.0  # sides of the part, in sides of the thing in it
SMALLEST = 20  # pixels of the scene; a part with fewer is nothing but blur
OFF = 0.3  # of the part's side, how far the thing may stand from its middle


def near(scene, rng, tries=8):
    """View of a square part of a scene round one of its things, by lot. None where no thing is large enough to be seen from near."""
    clear = [thing for thing in scene.objects if thing.area >= CLEAR]
    for _ in range(tries if clear else 0):
        thing = rng.choice(clear)
        x0, y0, x1, y1 = thing.box
        extent = max(x1 - x0, y1 - y0)
        side = round(min(SIDE, max(SMALLEST, extent * FROM * (TO / FROM) ** rng.random())))
        if thing.area <= MOST * side ** 2:
            left, top = (min(max(0, round((low + high - side) / 2 + rng.uniform(-OFF, OFF) * (side - extent))), SIDE - side) for low, high in ((x0, x1), (y0, y1)))
            return _part(scene, (left, top, left + side, top + side), rng.random() < 0.5)
    return None


def _part(scene, box, mirror):
    image = np.asarray(resized(Image.fromarray(scene.image), (SIDE, SIDE), box))
    planes, names = [], []
    for thing in scene.objects:
        plane = np.asarray(resized(Image.fromarray((scene.ids == thing.id).astype(np.uint8) * 255), (SIDE, SIDE), box)) > 127
        if plane.any():
            planes.append(plane)
            names.append(canonical(thing))
    pixels = np.array(planes, bool).reshape(-1, SIDE, SIDE)
    if mirror:
        image, pixels = image[:, ::-1], pixels[:, :, ::-1]
    objects, masks = seen_things(pixels, names)
    return View(np.ascontiguousarray(image), objects, np.ascontiguousarray(pixels), masks, None, None, "scene", pointed=True)
