"""Draws a scene description: picture and visible-instance map.

Every object is analytic, drawn at twice the resolution on its own box and averaged down. Shading of a pixel is
`colour * D + W` (D diffuse incl. stripes, W white highlight), so two planes an object are enough. All noise comes from
fixed tables at offsets given by the description's seed: an edited description keeps every untouched pixel.
"""
import random

import numpy as np

from . import still_life
from .camera import Camera
from .ground import BANK, COLUMNS, ROWS, SENSOR, ground_and_wall
from .regions import mask_raster
from .shapes import DRAW, Painter
from .world import COLOURS, SIDE, Scene, Thing, perspective, sample_description

SUPER = 2


def _shadow(plane, thing, description):
    """Darkens `plane` [128,128] by the soft shadow of one object: an ellipse on the ground, away from the light."""
    light, horizon = description["light"], description["horizon"]
    r = thing["radius"] * perspective(thing["y"], horizon)
    lean = -light[0] / (0.35 + light[1]) * r
    cx, cy = thing["x"] + lean * 0.75, thing["y"] - light[2] * r * 0.12
    narrow = 0.85 if thing["shape"] in ("ring", "star") else 1.0
    a, b = r * 0.95 * narrow + abs(lean) * 0.75, r * 0.52 * narrow
    x0, x1 = max(0, int(cx - a * 1.35)), min(SIDE, int(cx + a * 1.35) + 2)
    y0, y1 = max(horizon, int(cy - b * 1.35)), min(SIDE, int(cy + b * 1.35) + 2)
    if x1 <= x0 or y1 <= y0:
        return
    dx = (COLUMNS[0, x0:x1] - cx) / a
    dy = (ROWS[y0:y1, 0] - cy) / b
    dark = np.clip((1.3 - np.sqrt(dx[None] ** 2 + dy[:, None] ** 2)) / 0.62, 0, 1) * description["shadow"]
    window = plane[y0:y1, x0:x1]
    np.maximum(window, dark, out=window)


_DARK = {"black", "blue", "purple"}


def _draw(canvas, ids, number, thing, description):
    """Draws one object in place; returns the number of pixels it would show if nothing stood before it."""
    r = thing["radius"] * perspective(thing["y"], description["horizon"])
    x0, x1 = max(0, int(thing["x"] - r * 1.32)), min(SIDE, int(thing["x"] + r * 1.32) + 2)
    y0, y1 = max(0, int(thing["y"] - r * 2.35)), min(SIDE, int(thing["y"] + r * 0.8) + 2)
    step = 1 / SUPER
    px = (np.arange(x0, x1, step, dtype=np.float32) + step / 2 - 0.5 - thing["x"])[None]
    py = (np.arange(y0, y1, step, dtype=np.float32) + step / 2 - 0.5 - thing["y"])[:, None]
    p = Painter(px, py, description["light"], description["ambient"], description["pitch"])
    DRAW[thing["shape"]](p, r, thing["yaw"])
    diffuse, white = p.diffuse, None
    if thing["material"] == "shiny":
        white = p.gloss * 0.75
    elif thing["material"] == "striped":
        phase = (py * 0.82 + px * 0.36) / max(4.6, r * 0.42)
        stripe = (phase - np.floor(phase)) < 0.45
        if thing["colour"] in _DARK:
            white = np.where(stripe & p.where, diffuse * 0.42, 0)
        else:
            diffuse = np.where(stripe, diffuse * (0.62 if thing["colour"] == "white" else 0.52), diffuse)

    def pool(plane):
        return plane[0::2, 0::2] + plane[1::2, 0::2] + plane[0::2, 1::2] + plane[1::2, 1::2]

    alpha = pool(p.where.astype(np.float32)) * 0.25
    colour = np.asarray(COLOURS[thing["colour"]], np.float32) + np.asarray(thing["tint"], np.float32)
    layer = (pool(diffuse * p.where) * 0.25)[..., None] * colour
    if white is not None:
        layer += (pool(white * p.where) * 0.25)[..., None]
    window = canvas[y0:y1, x0:x1]
    window *= 1 - alpha[..., None]
    window += layer
    solid = alpha > 0.5
    ids[y0:y1, x0:x1][solid] = number
    return int(solid.sum())


def paint(description):
    """description -> image uint8 [128,128,3], ids uint8 [128,128], whole areas (pixels without occlusion) of the objects."""
    if description["level"] == 3:
        return still_life.paint(description)
    rng = random.Random(description["seed"])
    offsets = [rng.randrange(BANK - SIDE) for _ in range(4)]
    canvas = ground_and_wall(description, offsets)
    dark = np.zeros((SIDE, SIDE), np.float32)
    for thing in description["objects"]:
        _shadow(dark, thing, description)
    canvas *= 1 - dark[..., None]
    ids = np.zeros((SIDE, SIDE), np.uint8)
    whole = [0] * len(description["objects"])
    for index in sorted(range(len(whole)), key=lambda i: description["objects"][i]["y"]):
        whole[index] = _draw(canvas, ids, index + 1, description["objects"][index], description)
    gx, gy = description["gradient"]
    if gx or gy:
        canvas *= (1 + gx * (COLUMNS[:1] - 64) / 64 + gy * (ROWS[:, :1] - 64) / 64)[..., None]
    canvas += SENSOR[offsets[2]:offsets[2] + SIDE, offsets[3]:offsets[3] + SIDE] * description["noise"]
    np.clip(canvas, 0, 1, out=canvas)
    return (canvas * 255 + 0.5).astype(np.uint8), ids, whole


def seen(description, ids):
    """The objects of a description as seen in the instance map, list[Thing] in id order."""
    out = []
    for index, thing in enumerate(description["objects"]):
        flat = np.flatnonzero(ids == index + 1)
        rows, columns, area = flat // SIDE, flat % SIDE, len(flat)
        box = (int(columns.min()), int(rows.min()), int(columns.max()) + 1, int(rows.max()) + 1) if area else (0, 0, 0, 0)
        centre = (float(columns.mean()), float(rows.mean())) if area else (0.0, 0.0)
        out.append(Thing(index + 1, thing["shape"], thing["colour"], thing["size"], thing["material"], box,
                         (round(centre[0], 2), round(centre[1], 2)), (thing["x"], thing["y"]), area))
    return out


def render(description):
    """description -> Scene as it stands (nothing dropped)."""
    image, ids, _ = paint(description)
    return Scene(image, ids, seen(description, ids), description)


def well_seen(things, whole, level=2):
    """Indices of objects that show at least 30 % of themselves and 40 pixels (30 at level 3)."""
    least = 30 if level == 3 else 40
    return [i for i, thing in enumerate(things) if thing.area >= least and thing.area >= 0.3 * whole[i]]


def _solid(ids, things):
    """Indices of objects of which at least four cells of two by two pixels are seen: a sliver has no raster (`regions.py`)."""
    return [i for i in range(len(things)) if mask_raster(ids == i + 1).sum() >= 4]


def _rich_scene(description):
    """A level-3 scene without its objects that are not well seen, or None when fewer than two are left. Objects are drawn once."""
    camera = Camera(description)
    layers = still_life.stand(description, camera)
    while len(layers) > 1:
        ids, whole = still_life.overlay(description, layers)
        things = seen(description, ids)
        solid = set(_solid(ids, things))
        good = [i for i in well_seen(things, whole, 3) if i in solid]
        if len(good) == len(things):
            image, ids, _ = still_life.paint(description, camera, layers)
            return Scene(image, ids, things, description)
        description["objects"] = [description["objects"][i] for i in good]
        layers = [layers[i] for i in good]
    return None


def make_scene(seed, level=1, split="train"):
    """A rendered scene by seed in which every object is well seen and there are at least two."""
    for attempt in range(50):
        description = sample_description(seed if attempt == 0 else f"{seed}+{attempt}", level, split)
        if level == 3:
            scene = _rich_scene(description)
            if scene:
                return scene
            continue
        for _ in range(3):
            if len(description["objects"]) < 2:
                break
            image, ids, whole = paint(description)
            things = seen(description, ids)
            good = well_seen(things, whole)
            if len(good) == len(things):
                return Scene(image, ids, things, description)
            description["objects"] = [description["objects"][i] for i in good]
    raise RuntimeError(f"no scene for seed {seed!r}, level {level}, split {split!r}")
