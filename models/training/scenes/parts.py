"""Parts of objects: 'the left half of the red cube'."""
from . import wordings as w
from .language import LEFT, RIGHT
from .regions import mask_raster
from .turn import Turn


def part_raster(c, i, side):
    """bool [128,128]: the half of object i's visible pixels on one side of the middle of their box."""
    mask = c.mask(i)
    x0, y0, x1, y1 = c.things[i - 1].box
    half = mask.copy()
    if side in ("left", "right"):
        middle = (x0 + x1) // 2
        half[:, middle:] &= side == "right"
        half[:, :middle] &= side == "left"
    else:
        middle = (y0 + y1) // 2
        half[middle:] &= side == "bottom"
        half[:middle] &= side == "top"
    return half


def part_of(c, i, side):
    """Fields of a turn that marks a part of object i; None where it would be too small to see."""
    raster = mask_raster(part_raster(c, i, side))
    if raster.sum() < 6:
        return None
    name = f"{side} half of {c.meant([i])['names']}"
    return {"names": name, "named": [[i]], "targets": [i], "match": [i], "place": raster}


def part(c):
    """'the left half of the red cube'."""
    i, side = c.one(), c.rng.choice((LEFT, RIGHT, "top", "bottom"))
    words, fields = c.noun_phrase([i]), part_of(c, i, side)
    if not words or not fields:
        return None
    text = c.frame(w.PART).format(w="the " + c.rng.choice(w.PART_WORDS[side]), x=words)
    return Turn("refer.part", c.polish(text), "segment", **fields)
