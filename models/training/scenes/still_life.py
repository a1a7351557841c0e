"""Draws a level-3 description: ground, wall, clutter, shadows, objects, lens. All noise lies at places that the seed alone decides."""
import random

import numpy as np

from .camera import Camera
from .clutter import LIE
from .ground import BANK
from .lens import develop
from .looks import draw_thing
from .shadows import cast
from .textures import ground_colour
from .walls import HANG, wall_colour
from .world import SIDE


def stand(description, camera):
    """Every object drawn by itself, in the order of the description."""
    return [draw_thing(thing, description, camera) for thing in description["objects"]]


def order(description):
    """Indices of the objects from the farthest to the nearest."""
    return sorted(range(len(description["objects"])), key=lambda i: description["objects"][i]["y"])


def overlay(description, layers):
    """ids uint8 [128,128], and how many pixels each object would show if nothing stood before it."""
    ids, whole = np.zeros((SIDE, SIDE), np.uint8), [0] * len(layers)
    for index in order(description):
        if layers[index]:
            at, _, _, solid = layers[index]
            ids[at][solid] = index + 1
            whole[index] = int(solid.sum())
    return ids, whole


def _stage(description, camera, offsets):
    canvas = np.empty((SIDE, SIDE, 3), np.float32)
    canvas[camera.first:] = ground_colour(description["ground"], camera, offsets)
    if camera.last:
        wall = wall_colour(description, camera, offsets)
        canvas[:camera.first] = wall[:camera.first]
        seam = camera.ground[camera.first:camera.last, :, None]
        canvas[camera.first:camera.last] = canvas[camera.first:camera.last] * seam + wall[camera.first:] * (1 - seam)
        # Dust and shade gather where the wall meets the ground.
        near = slice(max(0, camera.first - 6), camera.last + 6)
        canvas[near] *= (1 - 0.22 * np.maximum(1 - np.abs(camera.down[near] - camera.horizon) / 6, 0))[..., None]
    return canvas


def paint(description, camera=None, layers=None):
    """description -> image uint8 [128,128,3], ids uint8 [128,128], whole areas of the objects. camera, layers: of `stand`, when it was called before."""
    camera, rng = camera or Camera(description), random.Random(description["seed"])
    offsets = [rng.randrange(BANK - SIDE) for _ in range(4)]
    offsets[2] = (offsets[2] + 131 * description.get("frame", 0)) % (BANK - SIDE)  # the grain of a clip does not stand still
    layers = stand(description, camera) if layers is None else layers
    canvas = _stage(description, camera, offsets)
    for piece in description["clutter"]:
        if piece["kind"] in HANG:
            HANG[piece["kind"]](canvas, piece, camera)
    for kind, lay in LIE.items():
        for piece in description["clutter"]:
            if piece["kind"] == kind:
                lay(canvas, piece, camera, description["light"])
    canvas *= np.asarray(description["lamp"], np.float32)
    cast(canvas, description, camera)
    for index in order(description):
        if layers[index]:
            at, alpha, light, _ = layers[index]
            view = canvas[at]
            view *= 1 - alpha[..., None]
            view += light
    ids, whole = overlay(description, layers)
    return develop(canvas, description, offsets), ids, whole
