"""Turns that point: clicks, boxes, scribbles and rough masks, with few words or none."""
import numpy as np

from . import wordings as w
from .boxes import area, common, overlap
from .regions import BOX, CELL, MASK, NEGATIVE, POINT, SCRIBBLE, Region, box_raster, degrade, inside_point, jitter_box, point_raster, scribble_points, scribble_raster
from .turn import Turn


def _segment(c, kind, text, ids, regions, clicks):
    return Turn(kind, text, "segment", regions=regions, clicks=clicks, **c.meant(ids))


def _noun(c, i):
    return c.things[i - 1].shape if c.rng.random() < 0.7 else "thing"


def clicks_as_regions(points):
    """[(x, y, 1 or 0)] -> regions."""
    return [Region(POINT if keep else NEGATIVE, point_raster(x, y)) for x, y, keep in points]


def point(c):
    rng = c.rng
    pick = rng.random()
    if pick < 0.06:
        x, y = inside_point(c.mask(0), rng)
        return Turn("prompt.point", c.frame(w.CLICK), "none", "object", regions=clicks_as_regions([(x, y, 1)]), clicks={"points": [[x, y, 1]]})
    i = c.one()
    ids, points = [i], [(*inside_point(c.mask(i), rng), 1)]
    others = [k for k in range(1, len(c.things) + 1) if k != i]
    text = c.frame(w.CLICK)
    if pick < 0.18:
        k = others[rng.randrange(len(others))]
        points.append((*inside_point(c.mask(k), rng), 1))
        ids, text = sorted((i, k)), c.frame(w.CLICK_MANY)
    elif pick < 0.30:
        points.append((*inside_point(c.mask(i), rng), 1))
    elif pick < 0.50:
        k = others[rng.randrange(len(others))] if rng.random() < 0.75 else 0
        points.append((*inside_point(c.mask(k), rng), 0))
    if len(ids) == 1 and rng.random() < 0.12:
        text = c.frame(w.CLICK_NAMED).format(s=_noun(c, i))
    return _segment(c, "prompt.point", text, ids, clicks_as_regions(points), {"points": [list(p) for p in points]})


def box(c):
    rng = c.rng
    if rng.random() < 0.12:
        a, b = c.one(), c.one()
        boxes = [c.things[k - 1].box for k in (a, b)]
        around = (min(v[0] for v in boxes) - 2, min(v[1] for v in boxes) - 2, max(v[2] for v in boxes) + 2, max(v[3] for v in boxes) + 2)
        shares = [common(t.box, around) / area(t.box) for t in c.things]
        if a == b or any(0.15 < s < 0.9 for s in shares):
            return None
        ids = [t.id for t, s in zip(c.things, shares) if s >= 0.9]
        return _segment(c, "prompt.box", c.frame(w.BOX_ALL), ids, [Region(BOX, box_raster(around))], {"box": [max(0, v) for v in around]})
    i = c.one()
    drawn = boxed(c, i)
    text = drawn and (c.frame(w.CLICK_NAMED).format(s=_noun(c, i)) if rng.random() < 0.1 else c.frame(w.BOX))
    return drawn and _segment(c, "prompt.box", text, [i], *drawn)


def boxed(c, i):
    """A box as it may be drawn round object i: (regions, clicks); None where it would fit another one too."""
    drawn = jitter_box(c.things[i - 1].box, c.rng)
    if any(overlap(drawn, t.box) > 0.45 for t in c.things if t.id != i):
        return None
    return [Region(BOX, box_raster(drawn))], {"box": drawn}


def stroked(c, i):
    """A stroke over object i: (regions, clicks)."""
    points = scribble_points(c.mask(i), c.rng)
    return [Region(SCRIBBLE, scribble_raster(points))], {"scribble": [list(p) for p in points]}


def scribble(c):
    i = c.one()
    drawn = stroked(c, i)
    text = c.frame(w.CLICK_NAMED).format(s=_noun(c, i)) if c.rng.random() < 0.08 else c.frame(w.STROKE)
    return _segment(c, "prompt.scribble", text, [i], *drawn)


def mask(c):
    i = c.one()
    truth = c.raster([i])
    if truth.sum() < 8:
        return None
    rough = degrade(truth, c.rng).astype(np.uint8)
    data = {"mask": np.repeat(np.repeat(rough, CELL, 0), CELL, 1)}
    return _segment(c, "prompt.mask", c.frame(w.ROUGH), [i], [Region(MASK, rough)], data)
