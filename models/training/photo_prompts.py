"""Turns about a photo that point: clicks, boxes, strokes and rough masks, on what has a name and round what has none."""
import numpy as np

from .photo_names import spoken
from .photo_regions import PATCH, coherent_patches
from .scenes import wordings as w
from .scenes.boxes import overlap
from .scenes.prompts import clicks_as_regions
from .scenes.regions import BOX, MASK, SCRIBBLE, Region, box_raster, degrade, inside_point, jitter_box, mask_raster, scribble_points, scribble_raster
from .scenes.turn import Turn

PATCH_SHARE = 0.3  # of the boxes, strokes and rough masks: round something that nobody has named


def _pointed(c, i, frames):
    """Words that go with a click, a box or a stroke on thing i."""
    if c.rng.random() < 0.12:
        return c.frame(w.CLICK_NAMED).format(s=spoken(c.things[i - 1].name, c.rng))
    return c.frame(frames)


def point(c):
    """One click inside."""
    i = c.one()
    if not c.own(i).any():
        return None
    points = [(*c.click(i), 1)]
    return c.segment_things("photo.point", _pointed(c, i, w.CLICK), [i], clicks_as_regions(points), {"points": [list(p) for p in points]})


def points(c):
    """Two clicks on one thing, on two, or one inside and one outside."""
    i = c.one()
    others = [k for k in c.clear if k != i and c.own(k).any()]
    if not c.own(i).any():
        return None
    ids, clicks, frames, pick = [i], [(*c.click(i), 1)], w.CLICK, c.rng.random()
    if pick < 0.3 and others:
        k = c.rng.choice(others)
        ids, frames = sorted((i, k)), w.CLICK_MANY
        clicks.append((*c.click(k), 1))
    elif pick < 0.5:
        clicks.append((*c.click(i), 1))
    else:
        outside = c.own(c.rng.choice(others)) & ~c.mask(i) if others and c.rng.random() < 0.6 else ~c.mask(i)
        if not outside.any():
            return None
        clicks.append((*inside_point(outside, c.rng), 0))
    text = c.frame(frames) if len(ids) > 1 else _pointed(c, i, frames)
    return c.segment_things("photo.points", text, ids, clicks_as_regions(clicks), {"points": [list(p) for p in clicks]})


def aim(c):
    """(id, pixels) of what a box, a stroke or a rough mask is drawn round: a thing, or in training sometimes a patch that no thing fills, with
    id None. Its border is a guess, so that nothing is measured on it. A scene has labels for all there is."""
    if c.split == "train" and c.scene.source != "scene" and c.rng.random() < PATCH_SHARE:
        if "patches" not in c.scene.cache:
            c.scene.cache["patches"] = [patch for patch in coherent_patches(c.scene.image, c.rng)
                                        if not any((patch & thing).sum() > 0.4 * (patch | thing).sum() for thing in c.scene.pixels)]
        patches = c.scene.cache["patches"]
        if patches:
            return None, patches[c.rng.randrange(len(patches))]
    i = c.one()
    return i, c.own(i)


def _round(c, kind, i, pixels, frames, region, clicks):
    if i is not None:
        return c.segment_things(kind, _pointed(c, i, frames), [i], [region], clicks)
    return Turn(kind, c.frame(frames), "segment", names=PATCH, regions=[region], clicks=clicks, place=mask_raster(pixels).astype(np.float32), named=None, match=None)


def _box_of(pixels):
    rows, columns = np.flatnonzero(pixels.any(1)), np.flatnonzero(pixels.any(0))
    return int(columns[0]), int(rows[0]), int(columns[-1]) + 1, int(rows[-1]) + 1


def box(c):
    i, pixels = aim(c)
    drawn = jitter_box(_box_of(pixels) if i is None else c.things[i - 1].box, c.rng)
    if any(overlap(drawn, t.box) > 0.45 for t in c.things if t.id != i):
        return None
    return _round(c, "photo.box", i, pixels, w.BOX, Region(BOX, box_raster(drawn)), {"box": drawn})


def scribble(c):
    i, pixels = aim(c)
    if not pixels.any():
        return None
    stroke = scribble_points(pixels, c.rng)
    return _round(c, "photo.scribble", i, pixels, w.STROKE, Region(SCRIBBLE, scribble_raster(stroke)), {"scribble": [list(p) for p in stroke]})


def mask(c):
    i, pixels = aim(c)
    truth = mask_raster(pixels if i is None else c.mask(i))
    if truth.sum() < 8:
        return None
    rough = degrade(truth, c.rng).astype(np.uint8)
    return _round(c, "photo.mask", i, pixels, w.ROUGH, Region(MASK, rough), {"mask": rough.repeat(2, 0).repeat(2, 1)})
