"""Prompt rasters, uint8 [64,64] of 0/1, from pixels of the 128 x 128 picture. One cell is two pixels.

Types: 0 point+, 1 point-, 2 box, 3 scribble, 4 mask, 5 previous mask. `rng` is a random.Random.
"""
import math
from dataclasses import dataclass

import numpy as np

from .world import SIDE

GRID = 64
CELL = SIDE // GRID
POINT, NEGATIVE, BOX, SCRIBBLE, MASK, PREVIOUS = range(6)


@dataclass
class Region:
    """shows: ids of the objects that an earlier mask lies on, where to look while it is read; None where nobody knows."""
    type: int
    raster: np.ndarray
    shows: list = None


def _disc(radius):
    reach = int(math.ceil(radius)) + 1
    steps = [(dy, dx) for dy in range(-reach, reach + 1) for dx in range(-reach, reach + 1) if dx * dx + dy * dy <= radius * radius]
    return np.array(steps).T


_POINT_DISC = _disc(1.5)
_STROKE_DISC = np.array([(0, 0), (0, 1), (1, 0), (1, 1)]).T


def _stamp(raster, row, column, disc):
    rows, columns = disc[0] + row, disc[1] + column
    good = (rows >= 0) & (rows < GRID) & (columns >= 0) & (columns < GRID)
    raster[rows[good], columns[good]] = 1


def point_raster(x, y):
    """A click at pixel x, y: a disc of radius 1.5 cells round its cell."""
    raster = np.zeros((GRID, GRID), np.uint8)
    _stamp(raster, int(y) // CELL, int(x) // CELL, _POINT_DISC)
    return raster


def box_raster(box):
    """Filled box; x0, y0, x1, y1 in pixels, end exclusive. At least one cell."""
    raster = np.zeros((GRID, GRID), np.uint8)
    x0, y0 = int(math.floor(box[0] / CELL + 0.5)), int(math.floor(box[1] / CELL + 0.5))
    x1, y1 = int(math.floor(box[2] / CELL + 0.5)), int(math.floor(box[3] / CELL + 0.5))
    x0, y0 = min(max(x0, 0), GRID - 1), min(max(y0, 0), GRID - 1)
    raster[y0:max(y1, y0 + 1), x0:max(x1, x0 + 1)] = 1
    return raster


def scribble_raster(points):
    """Stroke two cells wide through pixel points [(x, y), ...]."""
    raster = np.zeros((GRID, GRID), np.uint8)
    cells = np.asarray(points, np.float32) / CELL - 0.5
    if len(cells) > 1:
        pieces = []
        for a, b in zip(cells[:-1], cells[1:]):
            n = int(max(abs(b - a).max() * 2, 1)) + 1
            pieces.append(a + (b - a) * np.linspace(0, 1, n, dtype=np.float32)[:, None])
        cells = np.concatenate(pieces)
    at = np.floor(cells).astype(np.int32)
    for dy, dx in _STROKE_DISC.T:
        rows, columns = at[:, 1] + dy, at[:, 0] + dx
        good = (rows >= 0) & (rows < GRID) & (columns >= 0) & (columns < GRID)
        raster[rows[good], columns[good]] = 1
    return raster


def mask_raster(mask):
    """Pixel mask [128,128] -> raster: cells covered by more than half (three or four of four pixels)."""
    m = mask.view(np.uint8) if mask.dtype == bool else mask
    total = m[0::2, 0::2] + m[1::2, 0::2] + m[0::2, 1::2] + m[1::2, 1::2]
    return (total > 2).astype(np.uint8)


def inside_point(mask, rng, deep=0.4):
    """A random pixel (x, y) of a bool mask; with probability `deep` one away from the rim."""
    inner = mask
    if rng.random() < deep:
        core = mask.copy()
        core[2:] &= mask[:-2]
        core[:-2] &= mask[2:]
        core[:, 2:] &= mask[:, :-2]
        core[:, :-2] &= mask[:, 2:]
        if core.any():
            inner = core
    flat = np.flatnonzero(inner)
    at = int(flat[rng.randrange(len(flat))])
    return at % SIDE, at // SIDE


def jitter_box(box, rng, amount=0.08):
    """Box with every side moved by up to `amount` of its length, kept in the picture."""
    w, h = box[2] - box[0], box[3] - box[1]
    out = [box[0] + rng.uniform(-amount, amount) * w, box[1] + rng.uniform(-amount, amount) * h,
           box[2] + rng.uniform(-amount, amount) * w, box[3] + rng.uniform(-amount, amount) * h]
    return [round(min(max(v, 0), SIDE), 1) for v in out]


def scribble_points(mask, rng):
    """A short hand-drawn stroke through random pixels of the mask, about along its longer axis: [(x, y), ...]."""
    flat = np.flatnonzero(mask)
    picks = [flat[rng.randrange(len(flat))] for _ in range(rng.randint(3, 5))]
    points = [(int(p) % SIDE, int(p) // SIDE) for p in picks]
    wide = (max(p[0] for p in points) - min(p[0] for p in points)) >= (max(p[1] for p in points) - min(p[1] for p in points))
    points.sort(key=lambda p: p[0] if wide else p[1])
    return [(x + round(rng.uniform(-0.5, 0.5), 1), y + round(rng.uniform(-0.5, 0.5), 1)) for x, y in points]


def grow(mask, steps):
    """Dilate (steps > 0) or erode (steps < 0) by that many cells, four neighbours."""
    out = mask.astype(bool)
    flip = steps < 0
    if flip:
        out = ~out
    for _ in range(abs(steps)):
        wider = out.copy()
        wider[1:] |= out[:-1]
        wider[:-1] |= out[1:]
        wider[:, 1:] |= out[:, :-1]
        wider[:, :-1] |= out[:, 1:]
        out = wider
    return ~out if flip else out


def iou(a, b):
    union = np.count_nonzero(a | b)
    return np.count_nonzero(a & b) / union if union else 1.0


def degrade(mask, rng, low=0.5, high=0.75):
    """Spoils a bool mask (any size) by erosion, dilation, a shift or a cut until its IoU with the truth lies in low..high.

    Returns a bool mask; the closest found when the band cannot be met (tiny masks).
    """
    truth = mask.astype(bool)
    flat = np.flatnonzero(truth)
    h, w = truth.shape
    rows, columns = flat // w, flat % w
    extent = max(int(rows.max() - rows.min()), int(columns.max() - columns.min())) + 1
    best, gap = truth, 1.0
    middle = (low + high) / 2
    for _ in range(12):
        kind = rng.randrange(4)
        strength = rng.uniform(0.05, 0.4)
        if kind == 0:
            out = grow(truth, -max(1, round(strength * extent * 0.35)))
        elif kind == 1:
            out = grow(truth, max(1, round(strength * extent * 0.6)))
        elif kind == 2:
            angle = rng.uniform(0, 2 * math.pi)
            dy, dx = round(math.sin(angle) * strength * extent), round(math.cos(angle) * strength * extent)
            out = np.zeros_like(truth)
            out[max(dy, 0):h + min(dy, 0), max(dx, 0):w + min(dx, 0)] = truth[max(-dy, 0):h + min(-dy, 0), max(-dx, 0):w + min(-dx, 0)]
        else:
            angle = rng.uniform(0, 2 * math.pi)
            along = columns * math.cos(angle) + rows * math.sin(angle)
            keep = along <= np.partition(along, int(len(along) * (1 - strength * 1.3)) - 1)[int(len(along) * (1 - strength * 1.3)) - 1]
            out = np.zeros_like(truth)
            out.reshape(-1)[flat[keep]] = True
        value = iou(out, truth)
        if low <= value <= high:
            return out
        if abs(value - middle) < gap and out.any():
            best, gap = out, abs(value - middle)
    return best
