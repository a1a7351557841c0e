"""Turns about a view of a photo, by lot: clicks, boxes, scribbles, rough masks, names, edits, things that are not there, and what is seen.

    turns = photo_turns(view, random.Random(7), 12)
"""
from . import photo_prompts, photo_wishes
from .batches import TurnSource
from .photo_context import PhotoContext
from .photo_mixes import Views
from .photo_names import ABSENT, ALIASES, ALIKE, COMMON, confusable, plural, spoken, with_article
from .photo_pool import PhotoPool
from .scenes import wordings as w
from .scenes.casual import TYPOS
from .scenes.frames import Frames
from .scenes.prompts import clicks_as_regions
from .scenes.turn import Turn
from .scenes.world import COLOUR_NAMES, SHAPES

WHAT_CLICKED = Frames(
    ["what is [this|that|here|this thing]", "what did i click on", "[name|tell me what is] [this|here]", "what do you see here", "what kind of thing is this", "what is the thing i clicked", "tell me what this is", "and what is this"],
    ["what is the object here", "can you tell me what this is", "please name this"])
WHAT_SEEN = Frames(
    ["what is [in|on] [the|this] [picture|photo|image]", "what do you see[| here]", "what can you see[| here| in the picture]", "what does [the|this] [picture|photo] show", "[tell me|name] what is in the picture",
     "what is this a [picture|photo] of", "what is there to see", "what is shown here"],
    ["can you tell me what is in the picture", "what do you see in this picture", "what is this an image of"])

# Shares of the kinds; those of the first line need a mask.
SHARES = {"photo.point": 18, "photo.points": 12, "photo.box": 16, "photo.scribble": 10, "photo.mask": 10, "photo.name": 20, "photo.what": 8, "photo.remove": 8, "photo.recolour": 5,
          "photo.none": 10, "photo.seen": 5, "photo.exists": 5}
BALLS = next(group for group in ALIKE if "soccer ball" in group)


def name(c):
    """All things of a name: 'the dog', 'segment the cars'."""
    said = c.things[c.one() - 1].name
    ids = [t.id for t in c.things if t.name == said]
    words = spoken(said, c.rng, c.scene.breed)
    # another word may fit other things too: a 'bike' is a bicycle or a motorbike
    if any(other not in (said, c.scene.breed) and words in (other, *ALIASES.get(other, ())) for other in c.present()):
        words = said
    if len(ids) == 1:
        return c.segment_things("photo.name", c.segment(c.the(words)), ids)
    return c.segment_things("photo.name", c.segment(c.frame(w.EVERY).format(p=plural(words), d=words), plural=True), ids)


def what(c):
    """A click and 'what is this'."""
    i = c.one()
    if not c.own(i).any():
        return None
    clicks = [(*c.click(i), 1)]
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


MAKERS = {"photo.point": photo_prompts.point, "photo.points": photo_prompts.points, "photo.box": photo_prompts.box, "photo.scribble": photo_prompts.scribble, "photo.mask": photo_prompts.mask,
          "photo.name": name, "photo.what": what, "photo.remove": photo_wishes.remove, "photo.recolour": photo_wishes.recolour, "photo.none": none, "photo.seen": seen, "photo.exists": exists}
UNMASKED = ("photo.none", "photo.seen", "photo.exists")
POINTING = ("photo.point", "photo.points", "photo.box", "photo.scribble", "photo.mask")


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
    mix = {kind: share * (weights or {}).get(kind, 1.0) for kind, share in SHARES.items() if not view.pointed or kind in POINTING}
    turns = []
    while len(turns) < count:
        turn = photo_turn(view, rng.choices(list(mix), list(mix.values()))[0], rng, split)
        if turn:
            turns.append(turn)
    return turns


def photo_source(path, scenes, tokenizer, config, batch, questions, seed, weights=None, keep=False):
    """Batches without end of the photos of a file that may be trained on, and of parts of scenes of a pool (None: of none)."""
    return TurnSource(Views(PhotoPool(path), scenes), tokenizer, config, batch, questions, seed, photo_turns, weights=weights, keep=keep)
