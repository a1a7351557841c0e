"""What is asked for and is not there. The answer repeats it in canonical words; what the table never holds, in the user's own."""
from . import wishes
from . import wordings as w
from .ask import absent, form_of
from .language import BEHIND, FRONT, LEFT, RIGHT, phrase
from .turn import Turn
from .world import COLOUR_NAMES, SHAPES, SIZES

_PLAIN_RELATION = {LEFT: "left of", RIGHT: "right of", FRONT: "in front of", BEHIND: "behind"}


def _none(c, text, words, kind="none"):
    return Turn(kind, text, "none", words)


def missing(c):
    """An expression nothing fits."""
    d = absent(c, form_of(c))
    if d is None:
        return None
    if c.rng.random() < 0.2:
        frame = c.frame(w.EVERY)
        text = c.segment(frame.format(p=phrase(d, c.rng, plural=True), d=phrase(d, c.rng)), "{p}" in frame)
    else:
        text = c.segment(c.the(phrase(d, c.rng)))
    return _none(c, text, phrase(d, c.rng, plain=True))


def asked(c):
    """A question about a thing that is not there: 'is the red cube shiny?' where no cube is red."""
    d = absent(c, form_of(c))
    if d is None:
        return None
    x = "the " + phrase(d, c.rng)
    pick = c.rng.random()
    if pick < 0.3 and d[2] is None:
        text = c.frame(w.COLOUR).format(x=x)
    elif pick < 0.5 and d[3] is None:
        text = c.frame(w.SHAPE).format(x=x)
    elif pick < 0.7 and d[0] is None:
        text = c.frame(w.SIZE).format(x=x)
    elif d[1] is None:
        text = c.frame(w.MATERIAL).format(x=x) if c.rng.random() < 0.5 else c.frame(w.IS_ATTRIBUTE).format(x=x, m=c.rng.choice(("matte", "shiny", "striped")))
    else:
        return None
    return _none(c, c.polish(text), phrase(d, c.rng, plain=True))


def nowhere(c):
    """A relation nothing stands in: 'the cube left of the red ball' where every cube is right of it. None of them may be too close to call."""
    rng, facts = c.rng, c.facts
    other, name = c.one(), rng.choice((LEFT, RIGHT, FRONT, BEHIND))
    t = c.things[c.one() - 1]
    head = rng.choice(((None, None, None, t.shape), (None, None, t.colour, None), (None, None, t.colour, t.shape)))
    bits = facts.match(head) & ~(1 << (other - 1))
    if not bits or bits & (facts.sure[name][other - 1] | facts.open[name][other - 1]):
        return None
    d = c.describe(other)
    if d is None:
        return None
    words = f"{c.the(phrase(head, rng))} {rng.choice(w.RELATION_WORDS[name])} the {phrase(d, rng)}"
    return _none(c, c.segment(words), f"{phrase(head, rng, plain=True)} {_PLAIN_RELATION[name]} the {phrase(d, rng, plain=True)}")


def foreign(c):
    """What no table of this world holds: 'the pink elephant', 'what colour is the phone?', 'is there a dog?' (no)."""
    rng = c.rng
    colour = rng.random()
    if colour < 0.25:
        words = f"{rng.choice(w.FOREIGN_COLOURS)} {rng.choice((*SHAPES, 'object', 'thing'))}"
    else:
        words = rng.choice(w.FOREIGN_NOUNS)
        if colour < 0.45:
            words = f"{rng.choice(COLOUR_NAMES + w.FOREIGN_COLOURS)} {words}"
        elif colour < 0.52:
            words = f"{rng.choice(SIZES)} {words}"
    x = c.the(words)
    pick = rng.random()
    if pick < 0.55:
        text = c.segment(x)
    elif pick < 0.85:
        frames = rng.choice((w.SIZE, w.MATERIAL) if colour < 0.25 or 0.25 <= colour < 0.45 else (w.COLOUR, w.COLOUR, w.SIZE, w.MATERIAL))
        text = c.polish(c.frame(frames).format(x="the " + words))
    else:
        frames = rng.choice((wishes.REMOVE, wishes.RECOLOUR))
        text = c.polish(c.frame(frames).format(x="the " + words, c=rng.choice(COLOUR_NAMES)))
    return _none(c, text, words)


_KINDS = ((missing, 0.62), (asked, 0.12), (nowhere, 0.10), (foreign, 0.16))


def none(c):
    """A wish about something that is not there, of one of the kinds above."""
    maker = c.rng.choices([m for m, _ in _KINDS], [v for _, v in _KINDS])[0]
    return maker(c)
