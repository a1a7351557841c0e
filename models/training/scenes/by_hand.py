"""Corrections of a mask by clicks, and with words also by boxes and strokes. Without words a box means what is in it (prompts.py), whatever was marked before."""
import numpy as np

from . import wordings as w
from .language import names_of
from .prompts import boxed, clicks_as_regions, stroked
from .regions import PREVIOUS, Region, degrade, inside_point
from .talk import group_of, others
from .turn import Turn


def _pointed(c, i, keep, text):
    """Regions and clicks on object i, or None: mostly a click; where something is said, also a box or a stroke."""
    tool = c.rng.random()
    if text and tool < 0.2:
        return boxed(c, i)
    if text and tool < 0.3:
        return stroked(c, i)
    x, y = inside_point(c.mask(i), c.rng)
    return clicks_as_regions([(x, y, keep)]), {"points": [[x, y, keep]]}


def _turn(c, text, previous, ids, i, keep=1):
    found = _pointed(c, i, keep, text)
    return found and Turn("refine.point", text, "segment", **c.meant(ids), regions=found[0], clicks=found[1], **c.earlier(previous))


def add(c):
    """'this too' and a click outside of the mask."""
    previous = [c.one()] if c.rng.random() < 0.7 else group_of(c)
    rest = [k for k in range(1, len(c.things) + 1) if k not in previous]
    if not rest:
        return None
    i = c.rng.choice(rest)
    return _turn(c, c.frame(w.ADD_CLICK), previous, previous + [i], i)


def drop(c):
    """'not this' and a click on one of several things."""
    previous = group_of(c)
    return _turn(c, c.frame(w.DROP_CLICK), previous, previous[1:], previous[0], keep=0)


def instead(c):
    """'no, this one': what was marked was wrong."""
    i = c.one()
    k = c.rng.choice(others(c, i))
    return _turn(c, c.frame(w.INSTEAD_CLICK), [i], [k], k)


def complete(c):
    """A click on a part that the mask lacks."""
    i = c.one()
    truth = c.raster([i])
    if truth.sum() < 12:
        return None
    rough = degrade(truth, c.rng, 0.45, 0.8)
    missing = np.flatnonzero(truth & ~rough)
    if not len(missing):
        return None
    at = int(missing[c.rng.randrange(len(missing))])
    x, y = at % 64 * 2 + c.rng.randrange(2), at // 64 * 2 + c.rng.randrange(2)
    turn = Turn("refine.point", c.rng.choice(("", "", "this too", "add this")), "segment", **c.meant([i]),
                regions=clicks_as_regions([(x, y, 1)]), clicks={"points": [[x, y, 1]]}, **c.earlier([i]))
    turn.masks = [(Region(PREVIOUS, rough.astype(np.uint8), [i]), names_of(c.things, [i]))]
    turn.past = [np.repeat(np.repeat(rough, 2, 0), 2, 1)]
    return turn


def refine_point(c):
    return c.rng.choices((add, drop, instead, complete), (0.33, 0.25, 0.17, 0.25))[0](c)
