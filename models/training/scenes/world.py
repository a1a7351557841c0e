"""What a tabletop scene is made of, and how a description of one is drawn by lot.

A description is a plain dict (JSON): ground, wall, light, camera, objects. Lengths are pixels of a 128 x 128 picture.
`render.py` turns it into a picture, so a changed description is an exact edit.
"""
import math
import random
from dataclasses import dataclass, field

import numpy as np

from . import studio
from .boxes import cover

SIDE = 128
SHAPES = ("cube", "ball", "cylinder", "cone", "pyramid", "ring", "star")
COLOURS = {
    "red": (0.86, 0.12, 0.11),
    "green": (0.10, 0.62, 0.18),
    "blue": (0.13, 0.28, 0.88),
    "yellow": (0.97, 0.86, 0.12),
    "purple": (0.52, 0.15, 0.66),
    "orange": (0.98, 0.50, 0.06),
    "cyan": (0.15, 0.84, 0.88),
    "white": (0.97, 0.97, 0.96),
    "black": (0.09, 0.09, 0.10),
}
COLOUR_NAMES = tuple(COLOURS)
SIZES = ("small", "large")
MATERIALS = ("matte", "shiny", "striped")
GROUNDS = ("plain", "grass", "wood", "sand", "tiles", "stone")

# Colour and shape pairs that no training scene, training phrase or training edit ever shows.
HELDOUT_PAIRS = frozenset({
    ("red", "cone"), ("blue", "ring"), ("green", "cube"), ("yellow", "star"),
    ("purple", "ball"), ("orange", "pyramid"), ("cyan", "cylinder"),
})

# Wall colour that comes with a ground when the background is edited.
WALL_OF = {
    "plain": (0.62, 0.64, 0.68), "grass": (0.66, 0.78, 0.90), "wood": (0.80, 0.76, 0.68),
    "sand": (0.58, 0.74, 0.84), "tiles": (0.70, 0.72, 0.70), "stone": (0.52, 0.54, 0.58),
}
PLAIN_COLOURS = ((0.62, 0.62, 0.62), (0.72, 0.68, 0.60), (0.55, 0.60, 0.66), (0.60, 0.66, 0.58), (0.68, 0.60, 0.60), (0.50, 0.50, 0.53))
# Radius of an object by level and size; at level 3 the camera is nearer or farther and multiplies it.
RADIUS = {1: {"small": 9.6, "large": 16.5}, 2: {"small": 8.2, "large": 14.2}, 3: {"small": 6.2, "large": 11.4}}
# How much of the smaller of two objects' boxes may be covered, by how close they are set (`place`).
CLOSE = {1: 0.06, 2: 0.42, 3: 0.72}


@dataclass
class Thing:
    """One object as it is seen: `box` is x0, y0, x1, y1 (end exclusive) of its visible pixels, `base` its point on the ground."""
    id: int
    shape: str
    colour: str
    size: str
    material: str
    box: tuple
    centre: tuple
    base: tuple
    area: int


@dataclass
class Scene:
    """image uint8 [128,128,3], ids uint8 [128,128] (0 = no object), objects in id order, and the description."""
    image: np.ndarray
    ids: np.ndarray
    objects: list
    description: dict
    cache: dict = field(default_factory=dict, repr=False)


def allowed_pair(colour, shape, split):
    """Whether scenes and words of a split may hold an object of this colour and shape."""
    return split != "train" or (colour, shape) not in HELDOUT_PAIRS


def perspective(y, horizon):
    """Size factor of an object standing at row y."""
    return 0.88 + 0.24 * (y - horizon) / (SIDE - horizon)


def footprint(thing, horizon):
    """Rough box x0, y0, x1, y1 of an object of a description."""
    r = thing["radius"] * perspective(thing["y"], horizon)
    return thing["x"] - r, thing["y"] - 1.85 * r, thing["x"] + r, thing["y"] + 0.35 * r


def _attributes(rng, split, before):
    """Shape, colour, size and material; often near an object that is already there, so that words have to tell them apart."""
    while True:
        shape, colour = rng.choice(SHAPES), rng.choice(COLOUR_NAMES)
        size, material = rng.choice(SIZES), rng.choice(MATERIALS)
        if before and rng.random() < 0.55:
            like = rng.choice(before)
            what = rng.random()
            if what < 0.50:
                shape = like["shape"]
            elif what < 0.85:
                colour = like["colour"]
            else:
                shape, colour = like["shape"], like["colour"]
        if split == "heldout" and rng.random() < 0.3:
            colour, shape = rng.choice(sorted(HELDOUT_PAIRS))
        if allowed_pair(colour, shape, split):
            return shape, colour, size, material


def new_thing(rng, level, attributes, x, y, zoom=1.0):
    """The object part of a description, with its pose (at level 3 also its look) drawn by lot."""
    shape, colour, size, material = attributes
    radius = RADIUS[level][size] * rng.uniform(0.95, 1.06) * zoom
    spread = 0.5 if level == 1 else 1.0
    tint = 0.06 if level == 3 else 0.035
    thing = {
        "shape": shape, "colour": colour, "size": size, "material": material,
        "x": round(x, 2), "y": round(y, 2), "radius": round(radius, 2),
        "yaw": round(rng.uniform(-1, 1) * spread, 3), "tint": [round(rng.uniform(-tint, tint), 3) for _ in range(3)],
    }
    if level == 3:
        thing["look"] = studio.look(rng)
    return thing


def zoom_of(things, level):
    """How near the camera is, from the objects that are there; 1 below level 3 and without objects."""
    if level < 3 or not things:
        return 1.0
    return sum(o["radius"] / RADIUS[level][o["size"]] for o in things) / len(things)


def _spot(rng, things, horizon, level, r):
    """A point on the ground by lot; at level 3 often close to an object that is there, so that one hides part of the other."""
    if level < 3:
        y = rng.uniform(horizon + 17, SIDE - 7)
        r *= perspective(y, horizon) * 1.06
        return rng.uniform(r + 1, SIDE - r - 1), y
    top = max(horizon + 14, 10)
    if things and rng.random() < 0.4:
        near = rng.choice(things)
        y = near["y"] + rng.uniform(5.5, 14) * rng.choice((-1, 1))
        x = near["x"] + rng.uniform(-1.3, 1.3) * (near["radius"] + r) * 0.7
        return min(max(x, r + 1), SIDE - r - 1), min(max(y, top), SIDE - 4)
    return rng.uniform(r + 1, SIDE - r - 1), rng.uniform(top, SIDE - 4)


def place(rng, spread, things, attributes, horizon, level, zoom=None):
    """A new object somewhere among `things`, or None. spread 1 keeps them apart, 2 lets them hide parts of each other, 3 most of each other.

    zoom: as near as the objects that are there when left out.
    """
    limit, zoom = CLOSE[spread], zoom_of(things, level) if zoom is None else zoom
    for attempt in range(40):
        x, y = _spot(rng, things, horizon, level, RADIUS[level][attributes[2]] * zoom)
        thing = new_thing(rng, level, attributes, x, y, zoom)
        box = footprint(thing, horizon)
        if box[1] < 4 or box[3] > SIDE:
            continue
        # Two objects at nearly the same depth may not overlap: which is in front would be anyone's guess.
        if all(cover(box, footprint(o, horizon)) <= (limit if abs(o["y"] - y) > 5 else 0.04) for o in things):
            return thing
    return None


def _wall(rng, level):
    if level == 1:
        return [round(v * 1.1, 3) for v in rng.choice(PLAIN_COLOURS)]
    tone = rng.uniform(0.45, 0.80)
    return [round(tone + rng.uniform(-0.12, 0.12), 3) for _ in range(3)]


def _surroundings(rng, level):
    """Description without objects, and their wanted number and zoom."""
    if level == 3:
        return studio.surroundings(rng, SIDE, GROUNDS)
    horizon = rng.randint(20, 34)
    if level == 1:
        ground, count = "plain", rng.randint(2, 6)
        light = [rng.uniform(-0.5, 0.5), rng.uniform(0.7, 1.0), rng.uniform(0.4, 0.7)]
    else:
        ground, count = rng.choice(GROUNDS), rng.randint(2, 8)
        light = [rng.uniform(-0.95, 0.95), rng.uniform(0.5, 1.0), rng.uniform(0.2, 0.7)]
    norm = math.sqrt(sum(v * v for v in light))
    description = {
        "level": level, "seed": rng.getrandbits(31), "horizon": horizon,
        "pitch": round(rng.uniform(0.36, 0.46) if level == 1 else rng.uniform(0.32, 0.52), 3),
        "ground": {
            "kind": ground, "colour": [round(min(1.0, v * rng.uniform(0.92, 1.08)), 3) for v in rng.choice(PLAIN_COLOURS)],
            "angle": round(rng.uniform(-0.9, 0.9), 3), "scale": round(rng.uniform(0.85, 1.25), 3),
        },
        "wall": _wall(rng, level),
        "light": [round(v / norm, 3) for v in light],
        "ambient": round(rng.uniform(0.38, 0.5), 3), "shadow": round(rng.uniform(0.32, 0.5), 3),
        "gradient": [0.0, 0.0] if level == 1 else [round(rng.uniform(-0.16, 0.16), 3), round(rng.uniform(-0.1, 0.1), 3)],
        "noise": round(rng.uniform(0.006, 0.016), 4),
    }
    return description, count, 1.0


def sample_description(seed, level=1, split="train"):
    """A scene description by lot. seed: int or str; level: 1, 2 or 3; split: 'train' or 'heldout' (other seeds, other pairs)."""
    rng = random.Random(f"{split}/{level}/{seed}")
    description, count, zoom = _surroundings(rng, level)
    things, horizon = [], description["horizon"]
    for _ in range(count):
        thing = place(rng, level, things, _attributes(rng, split, things), horizon, level, zoom)
        if thing:
            things.append(thing)
    description["objects"] = things
    return description
