"""Grounds of level 3: the six kinds, four variants of each. A texture maps ground coordinates to a colour.

u, v, reach [rows,128]: ground coordinates and texels a pixel (lines thinner than a pixel fade instead of flickering).
"""
import math

import numpy as np

from .ground import COARSE, FINE, MEDIUM, look_up, unit

HASH = np.random.default_rng(21).random(512).astype(np.float32) * 2 - 1
# Darkest and lightest colour of a kind; `shade` lies between.
TONES = {
    "grass": ((0.22, 0.32, 0.12), (0.50, 0.58, 0.28)), "wood": ((0.34, 0.21, 0.13), (0.80, 0.64, 0.44)), "sand": ((0.64, 0.53, 0.38), (0.88, 0.80, 0.64)),
    "tiles": ((0.42, 0.43, 0.45), (0.80, 0.79, 0.75)), "stone": ((0.30, 0.30, 0.33), (0.66, 0.65, 0.64)),
}


def _line(position, half, reach):
    """Lines at whole numbers of `position`: 1 on the line, 0 beside it; half width and reach of a pixel in its unit."""
    away = np.abs(position - np.rint(position))
    return unit((half - away) / reach + 0.5) * np.minimum(1, 2.5 * half / reach)


def _lot(i, j):
    """A number -1..1 for a pair of whole numbers (arrays)."""
    return HASH[(i.astype(np.int32) * 73 + j.astype(np.int32) * 151) & 511]


def _plain(u, v, reach, variant):
    if variant == 0:
        return look_up(COARSE, u, v) * 0.04 + look_up(FINE, u, v) * 0.02
    if variant == 1:  # linen
        return (np.sin(u * 1.9) + np.sin(v * 1.9)) * 0.05 / reach + look_up(FINE, u * 0.4, v * 2) * 0.05 + look_up(COARSE, u, v) * 0.03
    if variant == 2:  # brushed
        return look_up(MEDIUM, u * 0.25, v * 3) * 0.06 + look_up(COARSE, u, v) * 0.07
    return (look_up(FINE, u * 1.3, v * 1.3) > 0.62) * (0.22 / reach) - (look_up(FINE, v, u) > 0.7) * (0.2 / reach) + look_up(COARSE, u, v) * 0.02


def _grass(u, v, reach, variant):
    blades, patches = look_up(FINE, u * 1.7, v * 0.5), look_up(COARSE, u, v)
    if variant == 0:
        return blades * 0.18 + patches * 0.12
    if variant == 1:  # mown
        return blades * 0.13 + np.clip(np.sin(v * 0.09) * 3, -1, 1) * 0.09
    if variant == 2:  # meadow with dry flecks
        return blades * 0.2 + patches * 0.1 + (look_up(FINE, u + 77, v + 31) > 0.6) * 0.28
    return look_up(MEDIUM, u * 1.6, v * 1.6) * 0.2 + blades * 0.1 + patches * 0.1


def _wood(u, v, reach, variant):
    wide = (22, 11, 90, 26)[variant]
    if variant == 3:  # parquet: fields that lie crosswise
        i, j = np.floor(u / wide), np.floor(v / wide)
        turn = (i + j) % 2 > 0
        along, across = np.where(turn, u, v), np.where(turn, v, u)
        plank = np.floor(across / (wide / 4))
        seam = np.maximum(_line(across / (wide / 4), 0.08, reach * 4 / wide), _line(along / wide, 0.025, reach / wide))
        tone = _lot(plank, i * 3 + j) * 0.11
    else:
        plank = np.floor(u / wide)
        along, across = v + HASH[(plank.astype(np.int32) * 37) & 511] * 200, u
        seam = _line(u / wide, 0.035, reach / wide)
        joint = np.floor(along / 120) if variant == 1 else plank * 0
        if variant == 1:
            seam = np.maximum(seam, _line(along / 120, 0.006, reach / 120))
        tone = _lot(plank, joint) * (0.04 if variant == 2 else 0.12)
    if variant == 2:  # one broad board with year rings
        grain = np.sin((across + look_up(COARSE, u * 0.8, along * 0.3) * 26) * 0.42) * np.minimum(1, 1.6 / reach)
        return grain * 0.09 + look_up(MEDIUM, across * 3, along * 0.3) * 0.06 + tone - seam * 0.25
    return look_up(MEDIUM, across * 3, along * 0.35 + plank * 97) * 0.13 + tone - seam * 0.35


def _sand(u, v, reach, variant):
    fine, drift = look_up(FINE, u, v), look_up(COARSE, u, v)
    if variant == 0:
        return fine * 0.06 + look_up(MEDIUM, u, v) * 0.05 + drift * 0.03
    if variant == 1:  # ripples
        return np.sin((v + look_up(COARSE, u, v * 0.6) * 22) * 0.34) * 0.11 * np.minimum(1, 2 / reach) + fine * 0.05
    if variant == 2:  # damp
        return fine * 0.05 - unit(drift * 1.5) * 0.16 + look_up(MEDIUM, u, v) * 0.03
    return fine * 0.1 + (look_up(FINE, u * 1.4 + 50, v * 1.4) > 0.68) * 0.2 - (look_up(FINE, v * 1.2, u * 1.2) > 0.68) * 0.24


def _tiles(u, v, reach, variant):
    wide = (30, 34, 22, 12)[variant]
    a, b = u / wide, v / wide
    if variant == 2:
        b = v / (wide * 0.5)
        a = a + np.floor(b) % 2 * 0.5
    i, j = np.floor(a), np.floor(b)
    if variant == 0:
        return (i + j) % 2 * 0.36 - 0.18 + look_up(FINE, u, v) * 0.02
    grout = np.maximum(_line(a, 0.035, reach / wide), _line(b, 0.05, reach / wide * (2 if variant == 2 else 1)))
    tone = _lot(i, j) * (0.0, 0.04, 0.13, 0.22)[variant]
    return tone + look_up(MEDIUM, u, v) * 0.03 - grout * (0.30 if variant != 1 else 0.4)


def _stone(u, v, reach, variant):
    medium = look_up(MEDIUM, u, v)
    if variant == 0:
        return medium * 0.18 + look_up(FINE, u, v) * 0.08
    if variant == 1:  # marble
        vein = 1 - np.minimum(np.abs(look_up(COARSE, u * 1.5, v * 1.5) + medium * 0.22) * 7, 1)
        return 0.22 - vein * vein * 0.34 + medium * 0.04
    if variant == 2:  # slabs of uneven outline
        b = v / 34 + look_up(COARSE, u, v) * 0.16
        a = u / 42 + np.floor(b) % 2 * 0.5 + look_up(COARSE, v, u) * 0.16
        gap = np.maximum(_line(a, 0.05, reach / 42), _line(b, 0.06, reach / 34))
        return _lot(np.floor(a), np.floor(b)) * 0.14 + medium * 0.1 + look_up(FINE, u, v) * 0.05 - gap * 0.42
    return look_up(FINE, u * 1.5, v * 1.5) * 0.2 + (look_up(FINE, v, u) > 0.72) * 0.25 + look_up(COARSE, u, v) * 0.05  # granite


KINDS = {"plain": _plain, "grass": _grass, "wood": _wood, "sand": _sand, "tiles": _tiles, "stone": _stone}


def ground_colour(ground, camera, offsets):
    """Colour [rows,128,3] of the ground for the rows from camera.first on, unlit."""
    u0, v0, reach = camera.plane()
    cos, sin = math.cos(ground["angle"]) * ground["scale"], math.sin(ground["angle"]) * ground["scale"]
    u, v = u0 * cos + v0 * sin + offsets[0], v0 * cos - u0 * sin + offsets[1]
    kind = ground["kind"]
    if kind not in KINDS:
        raise ValueError(f"unknown ground kind {kind!r}")
    tone = KINDS[kind](u, v, np.maximum(reach * ground["scale"], 1), ground["variant"])
    if kind == "plain":
        base = np.asarray(ground["colour"], np.float32)
    else:
        low, high = (np.asarray(t, np.float32) for t in TONES[kind])
        base = (low + (high - low) * ground["shade"]) * np.asarray(ground["tint"], np.float32)
    return base * (1 + tone.astype(np.float32))[..., None]
