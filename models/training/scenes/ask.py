"""Questions about one object and about what there is. Each maker takes a Context and returns a Turn, or None when the scene has no such question."""
from . import wordings as w
from .language import ANYTHING, ATTRIBUTES, COLOUR_WORDS, MATERIAL_WORDS, SIZE_WORDS, article, ids_of, phrase, said, speakable
from .regions import MASK, POINT, Region, inside_point, point_raster
from .turn import Turn
from .world import COLOUR_NAMES, MATERIALS, SHAPES, SIZES

COUNTED = 8  # objects that an answer lists at most


def reply(c, kind, text, answer, **more):
    """A turn that is answered in words; more: what the answer hangs on (`Context.evidence`), regions, clicks."""
    return Turn(kind, c.polish(text), "answer", answer, **more)


def subject(c, i, avoid):
    """Words and regions that point at object i without saying `avoid`: attributes, a relation, a click, or a mask chosen before."""
    chance = c.rng.random()
    if chance < 0.15:
        words = c.rng.choice(("this", "this object", "the thing i clicked", "this one", "it", "that")) if "shape" in avoid or chance < 0.10 else "this " + c.things[i - 1].shape
        if c.rng.random() < 0.5:
            return words, [Region(MASK, c.raster([i]))], None
        x, y = inside_point(c.mask(i), c.rng)
        return words, [Region(POINT, point_raster(x, y))], {"points": [[x, y, 1]]}
    if chance < 0.32:
        found = c.related(i, avoid)
        if found:
            return found[0], [], None
    d = c.describe(i, avoid)
    if d is None:
        found = c.related(i, avoid)
        return (found[0], [], None) if found else None
    return "the " + phrase(d, c.rng), [], None


def _attribute(c, kind, frames, avoid, answer, extra=()):
    i = c.one()
    found = subject(c, i, avoid)
    if found is None:
        return None
    words, regions, clicks = found
    return reply(c, kind, c.frame(frames).format(x=words), answer(c.things[i - 1]), regions=regions, clicks=clicks, **c.evidence([i], extra))


def bare(what, value):
    """An attribute as evidence that says nothing else: 'red object', 'cube'."""
    return value if what == "shape" else value + " object"


def _barely(c, turn, what):
    """Often the evidence says only what was asked for, so that no colour is learnt to go with a shape."""
    if turn and c.rng.random() < 0.7:
        turn.names = bare(what, turn.answer)
    return turn


def colour(c):
    turn = _attribute(c, "qa.colour", w.COLOUR, ("colour", "shape") if c.rng.random() < 0.45 else ("colour",), lambda t: t.colour)
    return _barely(c, turn, "colour")


def shape(c):
    turn = _attribute(c, "qa.shape", w.SHAPE, ("shape", "colour") if c.rng.random() < 0.45 else ("shape",), lambda t: t.shape)
    return _barely(c, turn, "shape")


def size(c):
    return _attribute(c, "qa.size", w.SIZE, ("size",), lambda t: t.size, ("size",))


def material(c):
    return _attribute(c, "qa.material", w.MATERIAL, ("material",), lambda t: t.material, ("material",))


_SAID = {"size": SIZE_WORDS, "material": MATERIAL_WORDS, "colour": {n: COLOUR_WORDS.get(n, (n,)) for n in COLOUR_NAMES}, "shape": {s: (article(s),) for s in SHAPES}}
_VALUES = dict(zip(ATTRIBUTES, (SIZES, MATERIALS, COLOUR_NAMES, SHAPES)))


def claim(c, i, what):
    """An attribute of object i as words, half the time a wrong one: (words, value, true?). None for a pair that may not be said."""
    t, true = c.things[i - 1], c.rng.random() < 0.5
    value = getattr(t, what) if true else c.rng.choice([v for v in _VALUES[what] if v != getattr(t, what)])
    if what in ("colour", "shape") and not speakable((None, None, value if what == "colour" else t.colour, value if what == "shape" else t.shape), c.split):
        return None
    return c.rng.choice(_SAID[what][value]), value, true


def yes_no(c):
    """'Is the red cube striped?': the evidence says the attribute in question."""
    i, what = c.one(), c.rng.choice(("colour", "colour", "material", "material", "size", "shape"))
    found, asked = subject(c, i, (what,) if c.rng.random() < 0.8 or what != "colour" else ()), claim(c, i, what)
    if found is None or asked is None:
        return None
    words, regions, clicks = found
    text = c.frame(w.IS_A if what == "shape" else w.IS_ATTRIBUTE).format(x=words, m=asked[0])
    return reply(c, "qa.attribute", text, "yes" if asked[2] else "no", regions=regions, clicks=clicks, **c.evidence([i], (what,)))


def _descriptions(c):
    """Simple descriptions worth counting: by colour, shape, size, material or two of them; true and false ones."""
    rng, out = c.rng, [ANYTHING]
    v = c.facts.values[rng.randrange(len(c.things))]
    u = c.facts.values[rng.randrange(len(c.things))]
    out += [(None, None, v[2], None), (None, None, None, v[3]), (None, None, None, u[3]), (None, None, u[2], None), (v[0], None, None, None),
            (None, v[1], None, None), (v[0], None, None, u[3]), (None, None, v[2], u[3]), (None, v[1], None, u[3]),
            (None, None, rng.choice(COLOUR_NAMES), None), (None, None, None, rng.choice(SHAPES)), (v[0], None, u[2], None)]
    return [d for d in out if speakable(d, c.split)]


def count(c):
    """The number is drawn first, so that answers are as flat as the scene allows. Its objects are listed with running numbers."""
    if c.rng.random() < 0.02:
        return reply(c, "qa.count", c.frame(w.COUNT).format(p=c.rng.choice(w.FOREIGN_PLURALS)), "0")
    groups = {}
    for d in _descriptions(c):
        groups.setdefault(c.facts.match(d).bit_count(), []).append(d)
    number = c.rng.choice([n for n in groups if n <= COUNTED] or [0])
    if number not in groups:
        return None
    d = c.rng.choice(groups[number])
    if d == ANYTHING and c.rng.random() < 0.4:
        return None
    ids = c.across(ids_of(c.facts.match(d)))
    return reply(c, "qa.count", c.frame(w.COUNT).format(p=phrase(d, c.rng, plural=True)), str(number),
                 **c.evidence(ids, said(d) if len(ids) < 7 else (), numbered=True))  # what the run time reads ends after 32 tokens


# Forms of description a thing may be asked for by, over (size, material, colour, shape), and their shares.
FORMS = ((0, 0, 1, 1), (0, 0, 1, 0), (0, 0, 0, 1), (1, 0, 0, 1), (0, 1, 0, 1))
_FORM_SHARES = (0.46, 0.08, 0.10, 0.18, 0.18)
_HARD = 0.9  # of the missing pairs, how many have both words in the scene, on different objects


def absent(c, form):
    """A description of a form that nothing fits, or None. Of a pair, both words are mostly there, on different objects."""
    facts, rng = c.facts, c.rng
    first, second = [k for k in range(4) if form[k]][0], 3
    if not form[3] or sum(form) == 1:
        key = 2 if form[2] else 3
        values = [v for v, bits in facts.of[key].items() if not bits]
        value = values and rng.choice(values)
        return tuple(value if k == key else None for k in range(4)) if values else None
    hard, easy = [], []
    for a, ours in facts.of[first].items():
        for b, theirs in facts.of[second].items():
            if not ours & theirs and (ours or theirs):
                d = tuple(a if k == first else b if k == second else None for k in range(4))
                if speakable(d, c.split):
                    (hard if ours and theirs else easy).append(d)
    if not hard and rng.random() < 0.7:
        return None
    pool = hard if hard and (not easy or rng.random() < _HARD) else easy
    return rng.choice(pool) if pool else None


def form_of(c):
    return c.rng.choices(FORMS, _FORM_SHARES)[0]


def exists(c):
    """Yes and no are equally frequent for every form of description: a scene without a missing thing of a form is not asked in it.
    Three in a hundred ask for what no table holds."""
    if c.rng.random() < 0.03:
        noun = c.rng.choice(w.FOREIGN_PLURALS)[:-1]
        return reply(c, "qa.exists", c.frame(w.EXISTS).format(a=article(noun), d=noun, p=noun + "s"), "no")
    form = form_of(c)
    missing = absent(c, form)
    if missing is None:
        return None
    yes = c.rng.random() < 0.5
    d = tuple(a if k else None for a, k in zip(c.facts.values[c.one() - 1], form)) if yes else missing
    words = phrase(d, c.rng)
    text = c.frame(w.EXISTS).format(a=article(words), d=words, p=phrase(d, c.rng, plural=True))
    return reply(c, "qa.exists", text, "yes" if yes else "no", **c.evidence(c.across(ids_of(c.facts.match(d)))[:COUNTED], said(d), match=ids_of(c.facts.match(d))))


def unknown(c):
    i = c.one()
    d = c.describe(i) or (None, None, c.things[i - 1].colour, c.things[i - 1].shape)
    frame = c.frame(w.UNKNOWN)
    return reply(c, "qa.unknown", frame.format(x="the " + phrase(d, c.rng)), "cannot tell", match=ids_of(c.facts.match(d)) if "{x}" in frame else [])
