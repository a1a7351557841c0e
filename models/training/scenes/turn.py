"""A turn with its exact truth, and what every maker of turns shares."""
from dataclasses import dataclass, field

import numpy as np

from .language import Facts, ids_of, names_of, phrase, single
from .regions import PREVIOUS, Region, grow, mask_raster
from .wordings import RELATION_WORDS, SEGMENT

ASKING = ("what", "which", "where", "who", "how", "is ", "are ", "do ", "does ", "can ", "could ", "would ", "any ")


@dataclass
class Turn:
    """One turn; see `samples.py`. targets: object ids whose union is the mask, [0] = background, [] = none.

    evidence: objects an answer hangs on (for helper losses); place: raster [64,64] of where a new object goes (generate);
    plan: the wanted change in full (objects, ground), for rendering its target; clicks: what the regions were made from.
    """
    kind: str
    text: str
    action: str
    answer: str = ""
    names: str = ""
    targets: list = field(default_factory=list)
    regions: list = field(default_factory=list)
    masks: list = field(default_factory=list)
    history: list = field(default_factory=list)
    edit: dict = None
    evidence: list = field(default_factory=list)
    place: object = None
    plan: dict = None
    clicks: dict = None
    past: list = field(default_factory=list)


class Context:
    """A scene with its facts, the lot and the split, for the makers of turns."""

    def __init__(self, scene, rng, split):
        self.scene, self.rng, self.split = scene, rng, split
        self.facts = scene.cache.get("facts") or scene.cache.setdefault("facts", Facts(scene.objects))
        self.things = scene.objects

    def frame(self, frames):
        return self.rng.choice(frames[self.split == "heldout"])

    def one(self):
        """A random object id."""
        return self.rng.randrange(len(self.things)) + 1

    def mask(self, i):
        """bool [128,128] of object i; of the background for 0."""
        cache = self.scene.cache
        if i not in cache:
            cache[i] = self.scene.ids == i
        return cache[i]

    def union(self, ids):
        ids = list(ids)
        if len(ids) == 1:
            return self.mask(ids[0])
        out = np.zeros_like(self.scene.ids, bool)
        for i in ids:
            out |= self.mask(i)
        return out

    def raster(self, ids):
        return mask_raster(self.union(ids))

    def previous(self, ids):
        """Entry of the masks block: an earlier mask as the model may have drawn it, and its name."""
        raster = self.raster(ids)
        rough = self.rng.random()
        if rough < 0.25:
            changed = grow(raster, 1 if rough < 0.15 else -1)
            if changed.any():
                raster = changed.astype(np.uint8)
        return Region(PREVIOUS, raster), names_of(self.things, ids)

    def earlier(self, ids, text=None):
        """Masks block, history and `past` of a conversation that has just segmented `ids`."""
        if text is None:
            x = self.noun_phrase(ids)
            text = self.segment(x) if x else ""
        names = names_of(self.things, ids)
        return {"masks": [self.previous(ids)], "history": [(text, "segment", names, "")], "past": [list(ids)]}

    def segment(self, x, plural=False):
        frame = self.frame(SEGMENT)
        if plural:
            frame = frame.replace("where is {x}", "where are {x}").replace("which one is {x}", "which ones are {x}").replace("where {x} is", "where {x} are")
        return self.polish(frame.format(x=x))

    def polish(self, text):
        """Question marks and full stops come and go, as people type them."""
        chance = self.rng.random()
        if text.startswith(ASKING):
            return text + "?" if chance < 0.55 else text
        return text + "." if chance < 0.06 and " " in text else text

    def the(self, words):
        return words if self.rng.random() < 0.08 else "the " + words

    def describe(self, i, avoid=(), within=None):
        return self.facts.describe(1 << (i - 1), self.rng, avoid, within)

    def noun_phrase(self, ids, avoid=()):
        """'the big red cube' for exactly these objects; None when attributes cannot tell them apart."""
        if len(ids) == 1:
            d = self.describe(ids[0], avoid)
            return d and self.the(phrase(d, self.rng))
        d = self.facts.describe(sum(1 << (i - 1) for i in ids), self.rng, avoid)
        if d:
            return "the " + phrase(d, self.rng, plural=True)
        if len(ids) == 2:
            parts = [self.describe(i, avoid) for i in ids]
            if all(parts):
                return " and ".join("the " + phrase(p, self.rng) for p in parts)
        return None

    def loose(self, i, avoid=()):
        """A description that fits object i and perhaps others: (None or shape or colour or both)."""
        v = self.facts.values[i - 1]
        pick = self.rng.random()
        colour = v[2] if pick > 0.6 and "colour" not in avoid else None
        shape = v[3] if 0.3 < pick <= 0.6 or pick > 0.85 else None
        return (None, None, colour, None if "shape" in avoid else shape)

    def related(self, i, avoid=(), relations=("left", "right", "front", "behind", "nearest")):
        """'the cube left of the red ball' for object i, as (words, other id); None when no such phrase is certain.

        Certain: among the objects the loose description fits, i is the only one in the relation and none is too close to call.
        """
        facts, bit = self.facts, 1 << (i - 1)
        others = [k for k in range(1, len(self.things) + 1) if k != i]
        for _ in range(3):
            other, name = self.rng.choice(others), self.rng.choice(relations)
            if not facts.sure[name][other - 1] & bit:
                continue
            head = self.loose(i, avoid)
            pool = facts.match(head) & ~(1 << (other - 1))
            if pool & facts.sure[name][other - 1] != bit or pool & facts.open[name][other - 1] & ~bit:
                continue
            d = self.describe(other)
            if d is None:
                continue
            noun = self.rng.choice((None, None, ("one", "ones"))) if head[3] is None else None
            words = f"{self.the(phrase(head, self.rng, noun=noun))} {self.rng.choice(RELATION_WORDS[name])} the {phrase(d, self.rng)}"
            return words, other
        return None

    def partner(self, i):
        """What stands in one certain relation to object i: (relation, id) or None. All objects count."""
        facts = self.facts
        options = [(name, ids_of(facts.sure[name][i - 1])[0]) for name in facts.sure
                   if single(facts.sure[name][i - 1]) and not facts.open[name][i - 1] & ~facts.sure[name][i - 1]]
        return self.rng.choice(options) if options else None
