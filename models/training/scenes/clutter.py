"""What lies on the ground of a level-3 scene and is no object: pebbles, leaves, cracks, stains, scribbles, a cloth."""
import math
import random

import numpy as np

from .ground import MEDIUM, look_up, unit
from .world import SIDE, perspective


def _blend(canvas, at, cover, colour):
    view = canvas[at]
    view += (np.asarray(colour, np.float32) - view) * cover[..., None]


def _turned(dx, dy, angle, flat):
    """Offsets on the ground (the depth stretched by 1 / flat), turned by `angle`."""
    c, s = math.cos(angle), math.sin(angle)
    return dx * c + dy / flat * s, dy / flat * c - dx * s


def _pebble(canvas, piece, camera, light):
    r = (1.2 + 1.6 * piece["size"]) * perspective(piece["y"], camera.horizon)
    found = camera.window(piece["x"], piece["y"], r * 2.2)
    if found:
        at, dx, dy = found
        shade = unit((1.25 - np.hypot((dx + light[0] * r * 0.5) / (r * 1.2), (dy - r * 0.3) / (r * 0.7))) * 2)
        canvas[at] *= 1 - 0.3 * shade[..., None]
        x, y = dx / r, dy / (r * 0.72)
        grey = sum(piece["colour"]) / 3
        tone = np.asarray(piece["colour"], np.float32) * 0.4 + grey * 0.6
        _blend(canvas, at, unit((1 - np.hypot(x, y)) * r + 0.5), tone * np.clip(0.85 + 0.4 * (x * light[0] - y * light[1]), 0.4, 1.3)[..., None])


def _leaf(canvas, piece, camera, light):
    length = (2.6 + 3.4 * piece["size"]) * perspective(piece["y"], camera.horizon)
    found = camera.window(piece["x"], piece["y"], length + 1)
    if found:
        at, dx, dy = found
        along, across = _turned(dx, dy, piece["angle"], 0.65)
        width = length * 0.36 * np.maximum(1 - (along / length) ** 2, 0)
        cover = unit(width - np.abs(across) + 0.3)
        autumn = np.array(((0.52, 0.36, 0.18), (0.46, 0.44, 0.20), (0.40, 0.27, 0.17), (0.60, 0.50, 0.28)), np.float32)[piece["seed"] % 4]
        colour = autumn * (1 + 0.18 * np.sign(across) - 0.3 * (np.abs(across) < 0.4))[..., None]
        _blend(canvas, at, cover * 0.92, colour)


def _stroke(canvas, points, camera, width, colour, strength):
    """A thin line through places before rolling."""
    xs, ys = [p[0] for p in points], [p[1] for p in points]
    cx, cy = (min(xs) + max(xs)) / 2, (min(ys) + max(ys)) / 2
    found = camera.window(cx, cy, (max(xs) - min(xs)) / 2 + 4, (max(ys) - min(ys)) / 2 + 5)
    if not found:
        return
    at, dx, dy = found
    nearest = np.full(dx.shape, 99, np.float32)
    for (ax, ay), (bx, by) in zip(points[:-1], points[1:]):
        ex, ey, px, py = bx - ax, by - ay, dx - (ax - cx), dy - (ay - cy)
        share = unit((px * ex + py * ey) / max(ex * ex + ey * ey, 1e-6))
        np.minimum(nearest, (px - share * ex) ** 2 + (py - share * ey) ** 2, out=nearest)
    cover = unit(width + 0.5 - np.sqrt(nearest)) * strength * camera.ground[at]
    _blend(canvas, at, cover, colour)


def _crack(canvas, piece, camera, light):
    lot, angle, x, y = random.Random(piece["seed"]), piece["angle"], piece["x"], piece["y"]
    points = [(x, y)]
    for _ in range(lot.randint(4, 7)):
        angle += lot.uniform(-0.8, 0.8)
        step = lot.uniform(3, 7) * (0.6 + piece["size"])
        x, y = x + math.cos(angle) * step, y + math.sin(angle) * step * 0.5
        points.append((x, y))
    _stroke(canvas, points, camera, 0.35, (0.12, 0.11, 0.11), 0.6)


def _scribble(canvas, piece, camera, light):
    lot = random.Random(piece["seed"])
    wide, high, turns, phase = lot.uniform(8, 20), lot.uniform(2, 5), lot.uniform(2, 4), lot.uniform(0, 6)
    points = []
    for step in range(18):
        t = step / 17
        along, across = (t - 0.5) * wide * 2, math.sin(t * turns * 6.28 + phase) * high
        c, s = math.cos(piece["angle"]), math.sin(piece["angle"])
        points.append((piece["x"] + along * c - across * s, piece["y"] + (along * s + across * c) * 0.55))
    _stroke(canvas, points, camera, 0.45, piece["colour"], 0.75)


def _stain(canvas, piece, camera, light):
    r = 8 + 14 * piece["size"]
    found = camera.window(piece["x"], piece["y"], r * 1.3, r)
    if found:
        at, dx, dy = found
        along, across = _turned(dx, dy, piece["angle"], 0.55)
        ragged = look_up(MEDIUM, dx, dy * 2 + piece["seed"] % 499)
        rho = np.hypot(along / r, across / (r * 0.7)) + ragged * 0.22
        rim = unit(1 - np.abs(rho - 0.85) / 0.12) if piece["seed"] % 2 else 0
        cover = (unit((0.9 - rho) * 5) * 0.22 + rim * 0.2) * camera.ground[at]
        _blend(canvas, at, cover, np.asarray(piece["colour"], np.float32) * 0.6)


def _cloth(canvas, piece, camera, light):
    """A mat or table cloth, muted, with stripes, checks or dots."""
    squash, turn = 0.5 + camera.pitch * 0.6, piece["angle"]
    wide, high = 22 + 34 * piece["size"], 16 + 22 * ((piece["seed"] >> 4) % 16) / 16
    dx, dy = camera.across - (piece["x"] - SIDE / 2), camera.down - piece["y"]
    far = np.clip(1 + dy / 260, 0.5, 1.5)
    along, across = _turned(dx / far, dy / far, turn, squash)
    cover = unit(wide - np.abs(along) + 0.5) * unit(high - np.abs(across) + 0.5) * camera.ground
    first, second = np.asarray(piece["colour"], np.float32), np.asarray(piece["second"], np.float32)
    period, kind = 5 + piece["seed"] % 7, piece["seed"] % 4
    one, two = unit(np.sin(along * 6.28 / period) * 2.2 + 0.5), unit(np.sin(across * 6.28 / period) * 2.2 + 0.5)
    pattern = (one, (one + two) / 2, unit(one * two * 1.5 - 0.4), two * 0.5)[kind]
    hem = (np.abs(along) > wide - 2) | (np.abs(across) > high - 2)
    colour = (first + (second - first) * pattern[..., None]) * (1 - 0.18 * hem)[..., None]
    shade = unit(wide + 2 - np.abs(along)) * unit(high + 2 - np.abs(across)) * camera.ground
    canvas *= 1 - 0.16 * shade[..., None]
    _blend(canvas, (slice(None), slice(None)), cover, colour)


LIE = {"cloth": _cloth, "stain": _stain, "crack": _crack, "scribble": _scribble, "leaf": _leaf, "pebble": _pebble}
