"""Objects of level 3: the seven shapes under two lights, with surfaces that vary within their names."""
import math

import numpy as np

from .ground import FINE, unit
from .shapes import DRAW, Painter
from .world import COLOURS, SIDE, perspective

SUPER = 2
_DARK = {"black", "blue", "purple"}
_LIGHT = {"white", "yellow", "cyan"}


class TwoLights(Painter):
    """A Painter that also keeps the light of the second lamp (`fill`) and what a polished surface reflects of the sky."""

    def __init__(self, px, py, description, hard):
        super().__init__(px, py, description["light"], description["ambient"], description["pitch"])
        self.second, self.hard = description["second"]["light"], hard
        self.fill = np.zeros(self.where.shape, np.float32)
        self.sky = np.zeros(self.where.shape, np.float32)

    def shade(self, nx, ny, nz):
        lx, ly, lz = self.light
        half = (lx, ly, lz + 1)
        norm = math.sqrt(sum(v * v for v in half))
        spec = np.maximum((nx * half[0] + ny * half[1] + nz * half[2]) / norm, 0) ** self.hard
        lit = np.maximum(nx * lx + ny * ly + nz * lz, 0)
        return self.ambient * (0.88 + 0.12 * ny) + (1.14 - self.ambient) * lit, spec

    def put(self, inside, normal, glare=None):
        super().put(inside, normal, glare)
        nx, ny, nz = normal
        sx, sy, sz = self.second
        np.copyto(self.fill, np.maximum(nx * sx + ny * sy + nz * sz, 0), where=inside)
        np.copyto(self.sky, unit(ny * 2.2 - 0.5), where=inside)


def _surface(thing, p, r):
    """The diffuse planes changed by the material, and what is added in white: (key, fill, white or None)."""
    look, material = thing["look"], thing["material"]
    key, fill = p.diffuse, p.fill
    if material == "shiny":
        return key * 0.93, fill * 0.9, p.gloss * look["gloss"] + p.sky * look["sky"]
    if material == "striped":
        stripe = look["stripe"]
        phase = (p.py * math.cos(stripe["angle"]) + p.px * math.sin(stripe["angle"])) / max(3.8, r * stripe["period"])
        band = (phase - np.floor(phase)) < stripe["share"]
        if thing["colour"] in _DARK or (stripe["pale"] and thing["colour"] not in _LIGHT):
            return key, fill, np.where(band, key * (0.34 if thing["colour"] == "black" else stripe["depth"] - 0.06), 0)
        # Black stays darker between pale stripes, and white lighter between dark ones, than the other with its own.
        dark = np.where(band, 0.6 if thing["colour"] == "white" else 1 - stripe["depth"], 1).astype(np.float32)
        return key * dark, fill * dark, None
    x, y = look["at"]
    height, width = key.shape
    grain = FINE.take(range(y, y + height), 0, mode="wrap").take(range(x, x + width), 1, mode="wrap")  # a tall thing can reach over the table's end
    return key * (1 + look["texture"] * grain), fill, None


def _quarter(plane):
    return (plane[0::2, 0::2] + plane[1::2, 0::2] + plane[0::2, 1::2] + plane[1::2, 1::2]) * np.float32(0.25)


def draw_thing(thing, description, camera):
    """One object by itself: (rows, columns) slices of the picture, alpha [h,w], light [h,w,3] (times alpha), solid bool [h,w]."""
    r = thing["radius"] * perspective(thing["y"], description["horizon"])
    lean = abs(camera.sin) * r * 2.2
    x0, x1 = max(0, int(thing["x"] - r * 1.32 - lean)), min(SIDE, int(thing["x"] + r * 1.32 + lean) + 2)
    y0, y1 = max(0, int(thing["y"] - r * 2.35 - lean)), min(SIDE, int(thing["y"] + r * 0.95 + lean) + 2)
    if x1 <= x0 or y1 <= y0:
        return None
    step = 1 / SUPER
    dx = (np.arange(x0, x1, step, dtype=np.float32) + np.float32(step / 2 - 0.5 - thing["x"]))[None]
    dy = (np.arange(y0, y1, step, dtype=np.float32) + np.float32(step / 2 - 0.5 - thing["y"]))[:, None]
    px, py = dx * camera.cos + dy * camera.sin, dy * camera.cos - dx * camera.sin
    p = TwoLights(px, py, description, thing["look"]["hard"])
    DRAW[thing["shape"]](p, r, thing["yaw"])
    key, fill, white = _surface(thing, p, r)
    near_ground = np.minimum(np.maximum(0.80 - py / (r * 2.6), 0.80), 1) * p.where  # light hardly gets under things
    colour = (np.asarray(COLOURS[thing["colour"]], np.float32) + np.asarray(thing["tint"], np.float32) * (0.4 if thing["colour"] == "black" else 1)) * thing["look"]["bright"]
    lamp, second = np.asarray(description["lamp"], np.float32), description["second"]
    light = _quarter(key * near_ground)[..., None] * (colour * lamp)
    if second["strength"]:
        light += _quarter(fill * near_ground)[..., None] * (colour * np.asarray(second["lamp"], np.float32) * second["strength"])
    if white is not None:
        light += _quarter(white * near_ground)[..., None] * lamp
    alpha = _quarter(p.where.astype(np.float32))
    return (slice(y0, y1), slice(x0, x1)), alpha, light, alpha > 0.5
