"""Turns about a view of a photo, by lot: clicks, boxes, scribbles, rough masks, names, things that are not there, and what is seen.

    turns = photo_turns(view, random.Random(7), 12)
"""
import numpy as np

from .batches import TurnSource
from .photo_names import ALIASES, ALIKE, COMMON, confusable, plural, spoken, with_article
from .photo_mixes import Views
from .photo_pool import PhotoPool
from .scenes import wordings as w
from .scenes.casual import TYPOS, typed
from .scenes.frames import Frames
from .scenes.language import LISTED
from .scenes.prompts import clicks_as_regions
from .scenes.regions import BOX, MASK, SCRIBBLE, Region, box_raster, degrade, inside_point, jitter_box, scribble_points, scribble_raster
from .scenes.turn import Context, Turn
from .scenes.world import COLOUR_NAMES, SHAPES

WHAT_CLICKED = Frames(
    ["what is [this|that|here|this thing]", "what did i click on", "[name|tell me what is] [this|here]", "what do you see here", "what kind of thing is this", "what is the thing i clicked", "tell me what this is", "and what is this"],
    ["what is the object here", "can you tell me what this is", "please name this"])
WHAT_SEEN = Frames(
    ["what is [in|on] [the|this] [picture|photo|image]", "what do you see[| here]", "what can you see[| here| in the picture]", "what does [the|this] [picture|photo] show", "[tell me|name] what is in the picture",
     "what is this a [picture|photo] of", "what is there to see", "what is shown here"],
    ["can you tell me what is in the picture", "what do you see in this picture", "what is this an image of"])

# Shares of the kinds; those of the first line need a mask.
SHARES = {"photo.point": 18, "photo.points": 12, "photo.box": 16, "photo.scribble": 10, "photo.mask": 10, "photo.name": 20, "photo.what": 8,
          "photo.none": 10, "photo.seen": 5, "photo.exists": 5}
# Names that may be said to be absent: those with masks somewhere, so that no name is always absent, and a few more.
ABSENT = ("bonsai", "brain", "butterfly", "airplane", "kangaroo", "crab", "crayfish", "dragonfly", "flamingo", "dolphin", "elephant", "emu", "crocodile", "ceiling fan", "beaver", "barrel", "brontosaurus",
          "ant", "anchor", "panda", "binoculars", "cat", "dog", "car", "cell phone", "camera", "horse", "bus", "bicycle", "pizza", "umbrella", "toilet", "boat", "truck", "bird", "broccoli", "banana", "motorbike")
ABSENT_WORDS = frozenset(word for name in (*ABSENT, *SHAPES, *COLOUR_NAMES) for word in name.split())  # spelt right: the answer repeats them
BALLS = next(group for group in ALIKE if "soccer ball" in group)


class PhotoContext(Context):
    """What the makers of turns about scenes have, for a view of a photo."""

    def __init__(self, view, rng, split="train", typos=TYPOS):
        self.scene, self.rng, self.split, self.typos, self.things = view, rng, split, typos, view.objects
        self.clear = view.clear

    def polish(self, text):
        return typed(text, self.rng, w.known_words(), self.typos, ABSENT_WORDS)

    def mask(self, i):
        return self.scene.pixels[i - 1]

    def union(self, ids):
        return self.scene.pixels[[i - 1 for i in ids]].any(0)

    def one(self):
        return self.rng.choice(self.clear)

    def own(self, i):
        """Pixels of thing i that a click would mean it by: not those of smaller things on it."""
        if i not in self.scene.cache:
            smaller = [t.id for t in self.things if t.id != i and t.area <= self.things[i - 1].area]
            self.scene.cache[i] = self.mask(i) & ~self.union(smaller) if smaller else self.mask(i)
        return self.scene.cache[i]

    def meant(self, ids):
        """names, named, targets and match of a mask of these things. names: 'dog' | 'dogs' | 'dog, cat' (left to right) | '5 objects'."""
        chosen = sorted(ids, key=lambda i: self.things[i - 1].box[0])
        labels = [self.things[i - 1].name for i in chosen]
        if len(labels) > 1 and len(set(labels)) == 1:
            names, named = plural(labels[0]), [chosen]
        elif len(labels) <= LISTED:
            names, named = ", ".join(labels), [[i] for i in chosen]
        else:
            names, named = f"{len(labels)} objects", [chosen]
        return {"names": names, "named": named, "targets": sorted(ids), "match": sorted(ids)}

    def present(self):
        """Every name that something in the photo has."""
        return {t.name for t in self.things} | {name for name in (self.scene.name, self.scene.breed) if name}


def _segment(c, kind, text, ids, regions=(), clicks=None):
    return Turn(kind, text, "segment", regions=list(regions), clicks=clicks, **c.meant(ids))


def _pointed(c, i, frames):
    """Words that go with a click, a box or a stroke on thing i."""
    if c.rng.random() < 0.12:
        return c.frame(w.CLICK_NAMED).format(s=spoken(c.things[i - 1].name, c.rng))
    return c.frame(frames)


def _click(c, i):
    return inside_point(c.own(i), c.rng)


def point(c):
    """One click inside."""
    i = c.one()
    if not c.own(i).any():
        return None
    points = [(*_click(c, i), 1)]
    return _segment(c, "photo.point", _pointed(c, i, w.CLICK), [i], clicks_as_regions(points), {"points": [list(p) for p in points]})


def points(c):
    """Two clicks on one thing, on two, or one inside and one outside."""
    i = c.one()
    others = [k for k in c.clear if k != i and c.own(k).any()]
    if not c.own(i).any():
        return None
    ids, clicks, frames, pick = [i], [(*_click(c, i), 1)], w.CLICK, c.rng.random()
    if pick < 0.3 and others:
        k = c.rng.choice(others)
        ids, frames = sorted((i, k)), w.CLICK_MANY
        clicks.append((*_click(c, k), 1))
    elif pick < 0.5:
        clicks.append((*_click(c, i), 1))
    else:
        outside = c.own(c.rng.choice(others)) & ~c.mask(i) if others and c.rng.random() < 0.6 else ~c.mask(i)
        if not outside.any():
            return None
        clicks.append((*inside_point(outside, c.rng), 0))
    text = c.frame(frames) if len(ids) > 1 else _pointed(c, i, frames)
    return _segment(c, "photo.points", text, ids, clicks_as_regions(clicks), {"points": [list(p) for p in clicks]})


def _overlap(a, b):
    wide, high = min(a[2], b[2]) - max(a[0], b[0]), min(a[3], b[3]) - max(a[1], b[1])
    both = max(wide, 0) * max(high, 0)
    return both / max(1, (a[2] - a[0]) * (a[3] - a[1]) + (b[2] - b[0]) * (b[3] - b[1]) - both)


def box(c):
    i = c.one()
    drawn = jitter_box(c.things[i - 1].box, c.rng)
    if any(_overlap(drawn, t.box) > 0.45 for t in c.things if t.id != i):
        return None
    return _segment(c, "photo.box", _pointed(c, i, w.BOX), [i], [Region(BOX, box_raster(drawn))], {"box": drawn})


def scribble(c):
    i = c.one()
    if not c.own(i).any():
        return None
    stroke = scribble_points(c.own(i), c.rng)
    return _segment(c, "photo.scribble", _pointed(c, i, w.STROKE), [i], [Region(SCRIBBLE, scribble_raster(stroke))], {"scribble": [list(p) for p in stroke]})


def mask(c):
    i = c.one()
    truth = c.raster([i])
    if truth.sum() < 8:
        return None
    rough = degrade(truth, c.rng).astype(np.uint8)
    return _segment(c, "photo.mask", _pointed(c, i, w.ROUGH), [i], [Region(MASK, rough)], {"mask": rough.repeat(2, 0).repeat(2, 1)})


def name(c):
    """All things of a name: 'the dog', 'segment the cars'."""
    said = c.things[c.one() - 1].name
    ids = [t.id for t in c.things if t.name == said]
    words = spoken(said, c.rng, c.scene.breed)
    # another word may fit other things too: a 'bike' is a bicycle or a motorbike
    if any(other not in (said, c.scene.breed) and words in (other, *ALIASES.get(other, ())) for other in c.present()):
        words = said
    if len(ids) == 1:
        return _segment(c, "photo.name", c.segment(c.the(words)), ids)
    return _segment(c, "photo.name", c.segment(c.frame(w.EVERY).format(p=plural(words), d=words), plural=True), ids)


def what(c):
    """A click and 'what is this'."""
    i = c.one()
    if not c.own(i).any():
        return None
    clicks = [(*_click(c, i), 1)]
    called = c.things[i - 1].name
    return Turn("photo.what", c.polish(c.frame(WHAT_CLICKED)), "answer", called, called, named=[[i]], match=[i], evidence=[i], regions=clicks_as_regions(clicks),
                clicks={"points": [list(p) for p in clicks]})


def _absent(c):
    """A name that nothing in the photo has. Photos of coco have all their things labelled; in others something common may stand about."""
    near = set().union(*(confusable(one) for one in c.present()))
    if c.rng.random() < 0.25:
        return f"{c.rng.choice(COLOUR_NAMES)} {c.rng.choice(('cube', 'cylinder', 'cone', 'pyramid') if near & BALLS else SHAPES)}"
    options = [one for one in ABSENT if one not in near and (c.scene.source == "coco" or one not in COMMON)]
    return c.rng.choice(options)


def none(c):
    said = _absent(c)
    return Turn("photo.none", c.segment(c.the(said)), "none", said)


def seen(c):
    """'what is in the picture': what it shows, or its largest things, from left to right."""
    largest = {}
    for t in c.things:
        if t.id in c.clear:
            largest[t.name] = max(largest.get(t.name, 0), t.area)
    names = sorted(largest, key=largest.get, reverse=True)[:3]
    left = {t.name: t.box[0] for t in reversed(c.things)}
    names.sort(key=left.get)
    said = ", ".join(names) or c.scene.name
    return said and Turn("photo.seen", c.polish(c.frame(WHAT_SEEN)), "answer", said, said, **_called(c, names))


def _called(c, names):
    """named, match and evidence of an answer with these names; where a photo without masks has what is named, nobody knows."""
    named = [[t.id for t in c.things if t.name == one] for one in names] or None
    ids = named and sorted(i for part in named for i in part)
    return {"named": named, "match": ids, "evidence": ids or []}


def exists(c):
    present = sorted({t.name for t in c.things if t.id in c.clear} or {c.scene.name} - {None})
    there = bool(present) and c.rng.random() < 0.5
    called = c.rng.choice(present) if there else _absent(c)
    words = spoken(called, c.rng) if there else called
    text = c.frame(w.EXISTS).format(a=with_article(words), p=plural(words), d=words)
    if not there:
        return Turn("photo.exists", c.polish(text), "answer", "no")
    return Turn("photo.exists", c.polish(text), "answer", "yes", called, **_called(c, [called] if c.things else []))


MAKERS = {"photo.point": point, "photo.points": points, "photo.box": box, "photo.scribble": scribble, "photo.mask": mask, "photo.name": name, "photo.what": what,
          "photo.none": none, "photo.seen": seen, "photo.exists": exists}
UNMASKED = ("photo.none", "photo.seen", "photo.exists")


def photo_turn(view, kind, rng, split="train", tries=6, typos=TYPOS):
    """One turn of a kind, or None when the view gives none in `tries` attempts. typos: share of the sentences with a slip of the finger."""
    c = PhotoContext(view, rng, split, typos)
    if kind not in UNMASKED and not c.clear:
        return None
    for _ in range(tries):
        turn = MAKERS[kind](c)
        if turn:
            return turn
    return None


def photo_turns(view, rng, count, split="train", weights=None):
    """`count` turns about a view. rng: random.Random. weights: factors on SHARES by kind."""
    mix = {kind: share * (weights or {}).get(kind, 1.0) for kind, share in SHARES.items()}
    turns = []
    while len(turns) < count:
        turn = photo_turn(view, rng.choices(list(mix), list(mix.values()))[0], rng, split)
        if turn:
            turns.append(turn)
    return turns


def photo_source(path, tokenizer, config, batch, questions, seed):
    """Batches without end of the photos of a file that may be trained on."""
    return TurnSource(Views(PhotoPool(path)), tokenizer, config, batch, questions, seed, photo_turns)
