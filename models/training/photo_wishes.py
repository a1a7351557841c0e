"""Turns about a photo that ask for an edit: away with a thing, or another colour for it. What is meant is said by its name, a click, or a rough
mask; the last may lie round something that nobody has named."""
import numpy as np

from .photo_names import spoken
from .photo_prompts import aim
from .photo_regions import PATCH
from .scenes import wishes
from .scenes.change import NOTHING
from .scenes.prompts import clicks_as_regions
from .scenes.regions import MASK, Region, degrade, mask_raster
from .scenes.turn import Turn
from .scenes.world import COLOUR_NAMES

NAMED, CLICKED = 0.3, 0.25  # the rest is marked


def _marked(c):
    """(words, regions, clicks, what the mask stands for) by a rough or a true mask; None for something too small."""
    i, pixels = aim(c)
    raster = mask_raster(pixels if i is None else c.mask(i))
    if raster.sum() < 8:
        return None
    drawn = degrade(raster, c.rng).astype(np.uint8) if c.rng.random() < 0.5 else raster
    meant = c.meant([i]) if i is not None else {"names": PATCH, "place": raster.astype(np.float32), "named": None, "match": None}
    return c.rng.choice(("this", "this", "it")), [Region(MASK, drawn)], {"mask": drawn.repeat(2, 0).repeat(2, 1)}, meant


def _whom(c):
    """As _marked, in any of the three ways."""
    pick = c.rng.random()
    if pick >= NAMED + CLICKED:
        return _marked(c)
    i = c.one()
    if pick < NAMED:
        said = c.things[i - 1].name
        alone = sum(t.name == said for t in c.things) == 1
        return (c.the(spoken(said, c.rng, c.scene.breed)), [], None, c.meant([i])) if alone else None
    if not c.own(i).any():
        return None
    clicks = [(*c.click(i), 1)]
    return "this", clicks_as_regions(clicks), {"points": [list(p) for p in clicks]}, c.meant([i])


def _edit(c, kind, frames, answer="", **wanted):
    found = _whom(c)
    if found is None:
        return None
    words, regions, clicks, meant = found
    text = c.polish(c.frame(frames).format(x=words, c=answer))
    return Turn("photo." + kind, text, kind, answer, regions=regions, edit={**NOTHING, "kind": kind, **wanted}, clicks=clicks, **meant)


def remove(c):
    return _edit(c, "remove", wishes.REMOVE)


def recolour(c):
    colour = c.rng.choice(COLOUR_NAMES)
    return _edit(c, "recolour", wishes.RECOLOUR, colour, colour=colour)
