"""Corrections of a mask by words; `by_hand.py` has those by clicks, `dialogue.py` longer conversations."""
from . import wordings as w
from .language import bits_of, ids_of, phrase, single
from .parts import part_of
from .turn import Turn


def _refined(c, text, previous, ids, first=None, then=()):
    """A corrected mask: `previous` ids were drawn before, `ids` are wanted now, and `then` beside them."""
    earlier = c.earlier(previous, first)
    if c.rng.random() < 0.2:
        earlier["history"] = []
    return Turn("refine.words", c.polish(text), "segment", **c.meant(ids, then), **earlier)


def others(c, i):
    return [k for k in range(1, len(c.things) + 1) if k != i]


def _said_before(c, i):
    """What the user may have said before a wrong answer: words that leave room for another object."""
    t = c.things[i - 1]
    return c.segment(c.rng.choice(("the " + t.shape, "the " + t.colour + " thing", "an object", "the " + t.shape)))


def other(c):
    i = c.one()
    same = ids_of(c.facts.of[3][c.things[i - 1].shape])
    if len(same) != 2:
        return None
    k = same[0] if same[1] == i else same[1]
    return _refined(c, c.frame(w.OTHER).format(s=c.things[i - 1].shape), [i], [k], c.segment("the " + c.things[i - 1].shape))


def beside(c):
    i = c.one()
    found = c.partner(i)
    if not found:
        return None
    name, k = found
    text = c.frame(w.IT_OTHER).format(r=c.rng.choice(w.IT_RELATION[name]), s=c.rng.choice((c.things[k - 1].shape, "object")))
    return _refined(c, text, [i], [k], _said_before(c, i))


def also(c):
    i = c.one()
    k = c.rng.choice(others(c, i))
    previous = [i]
    if len(c.things) > 3 and c.rng.random() < 0.3:
        previous.append(c.rng.choice([m for m in others(c, i) if m != k]))
    x = c.noun_phrase([k])
    return x and _refined(c, c.frame(w.ALSO).format(x=x), previous, previous, then=[k])


def group_of(c):
    """Two or three objects that were segmented together."""
    ids = list(range(1, len(c.things) + 1))
    c.rng.shuffle(ids)
    return ids[:2 if len(ids) < 4 or c.rng.random() < 0.6 else 3]


def without(c):
    previous = group_of(c)
    out = previous[0]
    d = c.describe(out, within=bits_of(previous))
    return d and _refined(c, c.frame(w.WITHOUT).format(x="the " + phrase(d, c.rng)), previous, previous[1:])


def only(c):
    previous = group_of(c)
    d = c.describe(previous[0], within=bits_of(previous))
    return d and _refined(c, c.frame(w.ONLY).format(x="the " + phrase(d, c.rng)), previous, previous[:1])


def one_of_kind(c):
    """'no, the blue one': the same shape in another colour, or in the other size."""
    i = c.one()
    t = c.things[i - 1]
    k = c.rng.choice(others(c, i))
    u = c.things[k - 1]
    if u.shape != t.shape:
        return None
    same = c.facts.of[3][t.shape]
    first = c.segment("the " + t.shape)
    if u.colour != t.colour and single(same & c.facts.of[2][u.colour]):
        return _refined(c, c.frame(w.COLOUR_ONE).format(c=u.colour), [i], [k], first)
    if u.size != t.size and single(same & c.facts.of[0][u.size]):
        word = c.rng.choice(("bigger", "larger", "big", "large") if u.size == "large" else ("smaller", "small", "little"))
        return _refined(c, c.frame(w.SIZE_ONE).format(r=word), [i], [k], first)
    return None


def correct(c):
    i = c.one()
    k = c.rng.choice(others(c, i))
    x = c.noun_phrase([k])
    if x is None or c.rng.random() < 0.25:
        found = c.related(k)
        x = found[0] if found else x
    frame = c.frame(w.CORRECT)
    if x is None or "{z}" in frame and c.things[k - 1].shape == c.things[i - 1].shape:  # "the purple one, not the cone" must not mean a cone
        return None
    return _refined(c, frame.format(x=x, z="the " + c.things[i - 1].shape), [i], [k], _said_before(c, i))


def rest_of(c, ids):
    """Every other object of the picture: (words, fields); None when there is none."""
    rest = [t.id for t in c.things if t.id not in ids]
    return (c.frame(w.ELSE), c.meant(rest)) if rest else None


def inverse_of(c, ids):
    """All that the mask leaves out, the background with it."""
    outside = [0] + [t.id for t in c.things if t.id not in ids]
    return c.frame(w.INVERT), {"names": "everything else", "named": [outside], "targets": outside, "match": outside}


def half_of(c, ids):
    """'only its left half' of one object; None where that is too small."""
    if len(ids) != 1:
        return None
    side = c.rng.choice(tuple(w.PART_WORDS))
    fields = part_of(c, ids[0], side)
    return fields and (c.frame(w.IT_PART).format(w=c.rng.choice(w.PART_WORDS[side])), fields)


def algebra(c):
    """'everything else', 'invert it', 'only its left half'."""
    rng = c.rng
    previous = [c.one()] if rng.random() < 0.7 else group_of(c)
    found = rng.choices((rest_of, inverse_of, half_of), (0.35, 0.15, 0.5))[0](c, previous)
    if not found:
        return None
    turn = _refined(c, found[0], previous, previous)
    turn.names, turn.named, turn.targets, turn.match, turn.place = (found[1].get(key) for key in ("names", "named", "targets", "match", "place"))
    return turn


# Many scenes have no room for `other` and `one_of_kind`; with these weights every one of them is said often enough.
_WORDS = ((other, 2.3), (beside, 2.9), (also, 1.6), (without, 1.7), (only, 0.4), (one_of_kind, 4.2), (correct, 1.3), (algebra, 0.7))


def refine_words(c):
    maker = c.rng.choices([m for m, _ in _WORDS], [v for _, v in _WORDS])[0]
    return maker(c)
