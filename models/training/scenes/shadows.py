"""Shadows of level 3 on the ground: of the key light, softer ones of the second light, and the darkness where a thing stands."""
import math

import numpy as np

from .ground import unit
from .world import SIDE, perspective

# Height in radii, half width at the foot and at the top of what throws the shadow.
_BODY = {"cube": (1.6, 0.9, 0.9), "ball": (1.5, 0.72, 0.86), "cylinder": (1.75, 0.78, 0.78), "cone": (2.0, 0.95, 0.1), "pyramid": (1.9, 0.98, 0.1),
         "ring": (1.9, 0.5, 0.5), "star": (1.9, 0.55, 0.5)}


def _fall(light, pitch):
    """Shadow on the ground of a unit of height: screen offset right and (unforeshortened) down."""
    flat = math.sqrt(1 - pitch * pitch)
    up, away = light[1] * flat + light[2] * pitch, light[1] * pitch - light[2] * flat
    up = max(up, 0.4)
    return -light[0] / up, away / up


def _shadow(plane, thing, camera, light, softness):
    r = thing["radius"] * perspective(thing["y"], camera.horizon)
    height, foot, top = _BODY[thing["shape"]]
    fx, fy = _fall(light, camera.pitch)
    ex, ey = fx * height * r, fy * height * r
    wide = max(foot, top) * r + softness * r * 0.6
    flat = camera.pitch
    x, y = thing["x"], thing["y"]
    x0, x1 = max(0, int(x + min(0, ex) - wide)), min(SIDE, int(x + max(0, ex) + wide) + 2)
    y0, y1 = max(0, int(y + (min(0, ey) - wide) * flat)), min(SIDE, int(y + (max(0, ey) + wide) * flat) + 2)
    if x1 <= x0 or y1 <= y0:
        return
    dx = np.arange(x0, x1, dtype=np.float32)[None] - np.float32(x)
    dy = (np.arange(y0, y1, dtype=np.float32)[:, None] - np.float32(y)) / np.float32(flat)
    share = unit((dx * ex + dy * ey) / (ex * ex + ey * ey + 1e-6))
    ax, ay = dx - share * ex, dy - share * ey
    away = np.sqrt(ax * ax + ay * ay) - (foot + (top - foot) * share) * r
    dark = unit(0.5 - away / ((0.18 + 0.55 * share) * softness * r)) * (1 - 0.35 * share)
    window = plane[y0:y1, x0:x1]
    np.maximum(window, dark, out=window)


def _contact(plane, thing, camera):
    r = thing["radius"] * perspective(thing["y"], camera.horizon)
    a, b = r * (0.75 if thing["shape"] in ("ball", "ring", "star") else 1.15), r * (0.28 if thing["shape"] in ("ring", "star") else 1.15 * camera.pitch)
    x0, x1 = max(0, int(thing["x"] - a * 1.3)), min(SIDE, int(thing["x"] + a * 1.3) + 2)
    y0, y1 = max(0, int(thing["y"] - b * 1.3)), min(SIDE, int(thing["y"] + b * 1.3) + 2)
    if x1 > x0 and y1 > y0:
        dx, dy = (np.arange(x0, x1, dtype=np.float32)[None] - thing["x"]) / a, (np.arange(y0, y1, dtype=np.float32)[:, None] - thing["y"]) / b
        window = plane[y0:y1, x0:x1]
        np.maximum(window, unit((1.3 - np.sqrt(dx * dx + dy * dy)) / 0.8), out=window)


def cast(canvas, description, camera):
    """Darkens the ground of `canvas` [128,128,3] in place."""
    things, second = description["objects"], description["second"]
    key, fill, under = (np.zeros((SIDE, SIDE), np.float32) for _ in range(3))
    for thing in things:
        _shadow(key, thing, camera, description["light"], description["softness"])
        _contact(under, thing, camera)
        if second["strength"] > 0.12:
            _shadow(fill, thing, camera, second["light"], 1.5)
    dark = (1 - description["shadow"] * key) * (1 - 0.3 * under) * (1 - 0.6 * second["strength"] * fill)
    dark = 1 - (1 - dark) * camera.ground
    canvas *= dark[..., None]
    # What the key light does not reach is a little bluer.
    canvas[..., 2] *= 1 + 0.10 * description["shadow"] * key * camera.ground
