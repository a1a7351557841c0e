"""A turn with its exact truth, and what every maker of turns shares."""
from dataclasses import dataclass, field

import numpy as np

from . import wordings
from .casual import CHATTY, TYPOS, chatty, mistyped, typed
from .language import NEAREST, NICKNAMES, Facts, canonical, ids_of, label, meant, names_of, phrase, single
from .regions import PREVIOUS, Region, grow, mask_raster


@dataclass
class Turn:
    """One turn; see `samples.py`. targets: object ids whose union is the mask, [0] = background (ids beside it are added), [] = none.

    names: what stands between <p> and </p>; named: the object ids of each of its parts, which "," and ";" separate ([0] for the
    background, [] for a part that stands for nothing in the picture: a group without members, an object to come).
    match: every object that the user's words mean, in order of id ([] when nothing fits); evidence: objects an answer hangs on.
    Both teach where to look (models/focus/attention-to-cells.ts); None where they are not known.
    place: raster [64,64] of the target where it is not a union of objects: a part of one, the place of a new one;
    plan: the wanted change in full (objects, ground), for rendering its target; clicks: what the regions were made from.
    history: every earlier turn (user, action, names, text), oldest first; past: what its masks were, as ids or a bool picture.
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
    named: list = field(default_factory=list)
    match: list = field(default_factory=list)


class Context:
    """A scene with its facts, the lot and the split, for the makers of turns."""

    def __init__(self, scene, rng, split, typos=TYPOS):
        self.scene, self.rng, self.split, self.typos = scene, rng, split, typos
        self.facts = scene.cache.get("facts") or scene.cache.setdefault("facts", Facts(scene.objects))
        self.things = scene.objects

    def frame(self, frames):
        """A sentence frame of the split, from `wordings.py`."""
        return frames.draw(self.rng, self.split == "heldout")

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

    def picture(self, turn):
        """bool [128,128] that a turn marks."""
        if turn.place is not None:
            return np.repeat(np.repeat(turn.place.astype(bool), 2, 0), 2, 1)
        return self.union(turn.targets)

    def previous(self, ids):
        """Entry of the masks block: an earlier mask as the model may have drawn it, and its name."""
        raster = self.raster(ids)
        rough = self.rng.random()
        if rough < 0.25:
            changed = grow(raster, 1 if rough < 0.15 else -1)
            if changed.any():
                raster = changed.astype(np.uint8)
        return Region(PREVIOUS, raster, list(ids)), names_of(self.things, ids)

    def remembered(self, ids):
        """Entries of the masks block for a mask of these objects: one, or, as the run time does where it tells up to three apart,
        one for each, left to right."""
        if not 2 <= len(ids) <= 3 or self.rng.random() < 0.5:
            return [self.previous(ids)]
        order = self.across(ids)
        labels = [canonical(self.things[i - 1]) for i in order]
        alike = len(set(labels)) == 1
        return [(self.previous([i])[0], f"{label} {n}" if alike else label) for n, (i, label) in enumerate(zip(order, labels), 1)]

    def earlier(self, ids, text=None):
        """Masks block, history and `past` of a conversation that has just segmented `ids`."""
        if text is None:
            x = self.noun_phrase(ids)
            text = self.segment(x, len(ids) > 1) if x else ""
        names = names_of(self.things, ids)
        return {"masks": self.remembered(ids), "history": [(text, "segment", names, "")], "past": [list(ids)]}

    def segment(self, x, plural=False):
        frame = self.frame(wordings.SEGMENT)
        if plural:
            frame = frame.replace("where is {x}", "where are {x}").replace("whereabouts is", "whereabouts are").replace("which one is {x}", "which ones are {x}").replace("where {x} is", "where {x} are")
        return self.polish(frame.format(x=x))

    def polish(self, text):
        said = typed(text, self.rng, wordings.known_words(), self.typos, wordings.FOREIGN_NOUNS)
        if not self.typos or self.split != "train":  # sets keep their sentences
            return said
        if said != text and self.rng.random() < 0.1:  # who slips once slips again
            said = mistyped(said, self.rng, wordings.known_words(), wordings.FOREIGN_NOUNS)
        return chatty(said, self.rng) if said and self.rng.random() < CHATTY else said

    def meant(self, ids, then=()):
        return meant(self.things, ids, then)

    def evidence(self, ids, extra=(), numbered=False, match=None):
        """evidence, names, named and match of an answer that hangs on these objects, in this order. extra: attributes each name
        carries beside colour and shape, or a dict of them by id. numbered: '1 red cube, 2 blue ball', to read a number off."""
        labels = [label(self.things[i - 1], extra.get(i, ()) if isinstance(extra, dict) else extra) for i in ids]
        if len(ids) == 2 and labels[0] == labels[1] and not numbered:  # Two alike are told apart where they can be.
            differ = [name for name in ("size", "material") if getattr(self.things[ids[0] - 1], name) != getattr(self.things[ids[1] - 1], name)][:1]
            labels = [label(self.things[i - 1], differ) for i in ids]
        if numbered:
            labels = [f"{n} {words}" for n, words in enumerate(labels, 1)]
        return {"evidence": list(ids), "names": ", ".join(labels), "named": [[i] for i in ids], "match": sorted(ids if match is None else match)}

    def the(self, words):
        return words if self.rng.random() < 0.08 else "the " + words

    def describe(self, i, avoid=(), within=None):
        return self.facts.describe(1 << (i - 1), self.rng, avoid, within)

    def noun_phrase(self, ids, avoid=()):
        """'the big red cube' for exactly these objects; None when attributes cannot tell them apart."""
        if len(ids) == 1:
            d = self.describe(ids[0], avoid)
            return d and self.the(self.nicknamed(phrase(d, self.rng), d[3]))
        d = self.facts.describe(sum(1 << (i - 1) for i in ids), self.rng, avoid)
        if d:
            return "the " + phrase(d, self.rng, plural=True)
        if len(ids) == 2:
            parts = [self.describe(i, avoid) for i in ids]
            if all(parts):
                return " and ".join("the " + phrase(p, self.rng) for p in parts)
        return None

    def nicknamed(self, words, shape):
        """'circle thing' for a ball now and then, in a scene without rings."""
        if shape not in NICKNAMES or self.rng.random() > 0.05:
            return words
        name, rival = NICKNAMES[shape]
        return words[:-len(shape)] + name if words.endswith(shape) and not (rival and self.facts.of[3][rival]) else words

    def loose(self, i, avoid=()):
        """A description that fits object i and perhaps others: (None or shape or colour or both)."""
        v = self.facts.values[i - 1]
        pick = self.rng.random()
        colour = v[2] if pick > 0.6 and "colour" not in avoid else None
        shape = v[3] if 0.3 < pick <= 0.6 or pick > 0.85 else None
        return (None, None, colour, None if "shape" in avoid else shape)

    def related(self, i, avoid=(), relations=("left", "right", "front", "behind", "nearest"), hops=1):
        """'the cube left of the red ball' for object i, as (words, other id); None when no such phrase is certain. With hops=2 the red ball
        is described by a relation of its own where it can be: 'the cube left of the ball behind the cone'.

        Certain: among the objects the loose description fits, i is the only one in the relation and none is too close to call.
        """
        facts, bit = self.facts, 1 << (i - 1)
        others = [k for k in range(1, len(self.things) + 1) if k != i]
        for _ in range(3):
            other, name = self.rng.choice(others), self.rng.choice(relations)
            if self.split == "train" and NEAREST in relations and self.rng.random() < 0.4:  # seldom certain, hence seldom heard; sets keep their mix
                name = NEAREST
            if not facts.sure[name][other - 1] & bit:
                continue
            head = self.loose(i, avoid)
            pool = facts.match(head) & ~(1 << (other - 1))
            if pool & facts.sure[name][other - 1] != bit or pool & facts.open[name][other - 1] & ~bit:
                continue
            anchor = hops > 1 and self.related(other, relations=relations, hops=1)
            if anchor and anchor[1] == i:
                anchor = None
            d = None if anchor else self.describe(other)
            if not anchor and d is None:
                continue
            words = anchor[0] if anchor else "the " + phrase(d, self.rng)
            noun = self.rng.choice((None, None, ("one", "ones"))) if head[3] is None else None
            link = " that is " if self.rng.random() < 0.12 else " "
            return f"{self.the(phrase(head, self.rng, noun=noun))}{link}{self.rng.choice(wordings.RELATION_WORDS[name])} {words}", other
        return None

    def across(self, ids):
        """Ids from left to right."""
        return sorted(ids, key=lambda i: self.things[i - 1].base[0])

    def partner(self, i):
        """What stands in one certain relation to object i: (relation, id) or None. All objects count."""
        facts = self.facts
        options = [(name, ids_of(facts.sure[name][i - 1])[0]) for name in facts.sure
                   if single(facts.sure[name][i - 1]) and not facts.open[name][i - 1] & ~facts.sure[name][i - 1]]
        return self.rng.choice(options) if options else None
