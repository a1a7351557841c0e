"""Edits asked for in words, and pictures asked for without one. `plan` holds the wanted change in full, for rendering it."""
import numpy as np

from . import wishes
from .language import article, canonical, phrase
from .prompts import clicks_as_regions
from .regions import BOX, MASK, Region, box_raster, inside_point
from .turn import Turn
from .world import COLOUR_NAMES, GROUNDS, HELDOUT_PAIRS, MATERIALS, SHAPES, SIDE, SIZES, allowed_pair, footprint, place as place_thing

NOTHING = {"kind": None, "colour": None, "shape": None, "size": None, "material": None, "ground": None}


def _whom(c, i, words=None):
    """Words, regions and clicks for the object of an edit: words where they are given, sometimes a click."""
    if words:
        return words, [], None
    if c.rng.random() < 0.12:
        x, y = inside_point(c.mask(i), c.rng)
        return "this", clicks_as_regions([(x, y, 1)]), {"points": [[x, y, 1]]}
    if c.rng.random() < 0.15:
        found = c.related(i)
        if found:
            return found[0], [], None
    words = c.noun_phrase([i])
    return (words, [], None) if words else (None, [], None)


def _edit(c, kind, text, i, answer, regions, clicks, **wanted):
    edit = {**NOTHING, "kind": kind, **wanted}
    return Turn("edit." + kind, c.polish(text), kind, answer, regions=regions, edit=edit, clicks=clicks, plan={**edit, "id": i}, **c.meant([i]))


def remove(c, i=None, words=None):
    """Of object i, or of one by lot. words: what it is called, where that is said already."""
    i = i or c.one()
    words, regions, clicks = _whom(c, i, words)
    return words and _edit(c, "remove", c.frame(wishes.REMOVE).format(x=words), i, "", regions, clicks)


def recolour(c, i=None, words=None):
    """As `remove`; never in the colour it has, nor in one that the split does not see on its shape."""
    i = i or c.one()
    t = c.things[i - 1]
    words, regions, clicks = _whom(c, i, words)
    if not words:
        return None
    colour = c.rng.choice([n for n in COLOUR_NAMES if n != t.colour and allowed_pair(n, t.shape, c.split)])
    if c.split == "heldout" and c.rng.random() < 0.3:
        colour = next((n for n, shape in sorted(HELDOUT_PAIRS) if shape == t.shape and n != t.colour), colour)
    return _edit(c, "recolour", c.frame(wishes.RECOLOUR).format(x=words, c=colour), i, colour, regions, clicks, colour=colour)


def _new_look(c, keep=None):
    """A wanted object (size, material, colour, shape) with None where the words leave it open."""
    while True:
        shape, colour = c.rng.choice(SHAPES), c.rng.choice(COLOUR_NAMES)
        if c.split == "heldout" and c.rng.random() < 0.3:
            colour, shape = c.rng.choice(sorted(HELDOUT_PAIRS))
        if keep and shape == keep.shape:
            continue
        if keep and c.rng.random() < 0.25:
            colour = None
        if allowed_pair(colour or keep.colour, shape, c.split):
            break
    size = c.rng.choice(SIZES) if c.rng.random() < 0.15 else None
    material = c.rng.choice(MATERIALS) if c.rng.random() < 0.12 else None
    return size, material, colour, shape


def replace(c, i=None, words=None):
    """As `remove`, by an object of another shape; what its words leave open stays as it was."""
    i = i or c.one()
    words, regions, clicks = _whom(c, i, words)
    if not words:
        return None
    look = _new_look(c, c.things[i - 1])
    text = c.frame(wishes.REPLACE).format(x=words, a=article(phrase(look, c.rng)))
    return _edit(c, "replace", text, i, phrase(look, c.rng, plain=True), regions, clicks, size=look[0], material=look[1], colour=look[2], shape=look[3])


def background(c):
    """Another ground than the scene has."""
    now = c.scene.description["ground"]["kind"]
    ground = c.rng.choice([g for g in GROUNDS if g != now])
    edit = {**NOTHING, "kind": "background", "ground": ground}
    text = c.frame(wishes.BACKGROUND).format(g=c.rng.choice(wishes.GROUND_WORDS[ground]))
    return Turn("edit.background", c.polish(text), "background", wishes.GROUND_NAME[ground], "background", [0], edit=edit, plan={**edit, "id": 0}, named=[[0]], match=[0])


def generate(c):
    """A new object on free ground, at a click, in a box or in a painted region."""
    rng, description = c.rng, c.scene.description
    size, material, colour, shape = _new_look(c)
    thing = place_thing(rng, 1, description["objects"], (shape, colour, size or rng.choice(SIZES), material or "matte"), description["horizon"], description["level"])
    if thing is None:
        return None
    box = [round(min(max(v, 0), SIDE), 1) for v in footprint(thing, description["horizon"])]
    place = box_raster(box)
    pick = rng.random()
    if pick < 0.6:
        regions, clicks = [Region(BOX, place)], {"box": box}
    else:
        rows, columns = np.mgrid[0:64, 0:64] * 2 + 1
        cx, cy = (box[0] + box[2]) / 2, (box[1] + box[3]) / 2
        oval = (((columns - cx) / (box[2] - cx)) ** 2 + ((rows - cy) / (box[3] - cy)) ** 2 <= 1).astype(np.uint8)
        regions, clicks = [Region(MASK, oval)], {"mask": np.repeat(np.repeat(oval, 2, 0), 2, 1)}
    look = (size, material, colour, shape)
    words, said = phrase(look, rng), phrase(look, rng, plain=True)
    edit = {**NOTHING, "kind": "generate", "size": size, "material": material, "colour": colour, "shape": shape}
    return Turn("edit.generate", c.polish(c.frame(wishes.GENERATE).format(a=article(words), d=words)), "generate", said, said, [], regions, edit=edit,
                place=place, clicks=clicks, plan={**edit, "id": 0, "thing": thing}, named=[[]])


def caption(c):
    """What the picture shows, nearest three objects first: 'a red cube and a blue cone on grass'."""
    order = sorted(c.things, key=lambda t: -t.area)[:3]
    parts = [article(canonical(t) if c.rng.random() < 0.8 else f"{t.size} {canonical(t)}") for t in order]
    words = parts[0] if len(parts) == 1 else ", ".join(parts[:-1]) + " and " + parts[-1]
    return f"{words} on {c.rng.choice(wishes.GROUND_WORDS[c.scene.description['ground']['kind']])}"


def draw(c):
    """The scene's picture, asked for by its caption."""
    words = caption(c)
    return Turn("draw", c.polish(c.frame(wishes.DRAW).format(t=words)), "draw", words)
