"""Questions and their short answers. Each maker takes a Context and returns a Turn, or None when the scene has no such question."""
from . import wordings as w
from .language import ANYTHING, LEFT, RIGHT, FRONT, BEHIND, PLURAL, article, canonical, ids_of, phrase, speakable
from .regions import POINT, Region, inside_point, point_raster
from .turn import Turn
from .world import COLOUR_NAMES, MATERIALS, SHAPES, SIZES


def _turn(c, kind, text, answer, evidence=(), **more):
    return Turn(kind, c.polish(text), "answer", answer, evidence=list(evidence), **more)


def subject(c, i, avoid):
    """Words and regions that point at object i without saying `avoid`: attributes, a relation, or a click."""
    chance = c.rng.random()
    if chance < 0.14:
        x, y = inside_point(c.mask(i), c.rng)
        words = c.rng.choice(("this", "this object", "the thing i clicked", "this one") if "shape" in avoid or chance < 0.08 else ("this " + c.things[i - 1].shape,))
        return words, [Region(POINT, point_raster(x, y))], {"points": [[x, y, 1]]}
    if chance < 0.30:
        found = c.related(i, avoid)
        if found:
            return found[0], [], None
    d = c.describe(i, avoid)
    if d is None:
        found = c.related(i, avoid)
        return (found[0], [], None) if found else None
    return "the " + phrase(d, c.rng), [], None


def _attribute(c, kind, frames, avoid, answer):
    i = c.one()
    found = subject(c, i, avoid)
    if found is None:
        return None
    words, regions, clicks = found
    return _turn(c, kind, c.frame(frames).format(x=words), answer(c.things[i - 1]), [i], regions=regions, clicks=clicks)


def colour(c):
    return _attribute(c, "qa.colour", w.COLOUR, ("colour",), lambda t: t.colour)


def shape(c):
    return _attribute(c, "qa.shape", w.SHAPE, ("shape",), lambda t: t.shape)


def size(c):
    return _attribute(c, "qa.size", w.SIZE, ("size",), lambda t: t.size)


def material(c):
    if c.rng.random() < 0.6:
        return _attribute(c, "qa.material", w.MATERIAL, ("material",), lambda t: t.material)
    i = c.one()
    found = subject(c, i, ("material",))
    if found is None:
        return None
    words, regions, clicks = found
    true = c.things[i - 1].material
    said = true if c.rng.random() < 0.5 else c.rng.choice([m for m in MATERIALS if m != true])
    text = c.frame(w.IS_MATERIAL).format(x=words, m=c.rng.choice(("matte", "dull") if said == "matte" else ("shiny", "glossy") if said == "shiny" else ("striped",)))
    return _turn(c, "qa.material", text, "yes" if said == true else "no", [i], regions=regions, clicks=clicks)


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
    """The number is drawn first, so that answers are as flat as the scene allows."""
    groups = {}
    for d in _descriptions(c):
        groups.setdefault(c.facts.match(d).bit_count(), []).append(d)
    number = c.rng.choice(list(groups))
    d = c.rng.choice(groups[number])
    if d == ANYTHING and c.rng.random() < 0.4:
        return None
    return _turn(c, "qa.count", c.frame(w.COUNT).format(p=phrase(d, c.rng, plural=True)), str(number), ids_of(c.facts.match(d)))


def absent(c):
    """A description nothing fits, each of its words likely; None when none was found."""
    rng = c.rng
    for _ in range(6):
        v = c.facts.values[rng.randrange(len(c.things))]
        u = c.facts.values[rng.randrange(len(c.things))]
        pick = rng.random()
        if pick < 0.45:
            d = (None, None, v[2], u[3])
        elif pick < 0.60:
            d = (None, None, rng.choice(COLOUR_NAMES), v[3])
        elif pick < 0.72:
            d = (None, None, v[2], rng.choice(SHAPES))
        elif pick < 0.80:
            d = (None, None, None, rng.choice(SHAPES))
        elif pick < 0.88:
            d = (None, None, rng.choice(COLOUR_NAMES), None)
        elif pick < 0.95:
            d = (rng.choice(SIZES), None, None, v[3])
        else:
            d = (None, rng.choice(MATERIALS), None, v[3])
        if not c.facts.match(d) and speakable(d, c.split):
            return d
    return None


def exists(c):
    if c.rng.random() < 0.5:
        i = c.one()
        v = c.facts.values[i - 1]
        used = c.rng.choice(((0, 0, 1, 1), (0, 0, 1, 1), (0, 0, 1, 1), (0, 0, 0, 1), (0, 0, 1, 0), (1, 0, 0, 1), (0, 1, 0, 1)))
        d = tuple(a if k else None for a, k in zip(v, used))
        answer = "yes"
    else:
        d, answer = absent(c), "no"
        if d is None:
            return None
    words = phrase(d, c.rng)
    text = c.frame(w.EXISTS).format(a=article(words), d=words, p=phrase(d, c.rng, plural=True))
    return _turn(c, "qa.exists", text, answer, ids_of(c.facts.match(d)))


def _pair_of_groups(c):
    key = c.rng.choice((2, 3, 3))
    values = [v for v in c.facts.of[key]]
    present = [v for v in values if c.facts.of[key][v]]
    a = c.rng.choice(present)
    b = c.rng.choice([v for v in (present if c.rng.random() < 0.85 else values) if v != a] or [v for v in values if v != a])

    def describe(value):
        return tuple(value if k == key else None for k in range(4))
    return describe(a), describe(b)


def _more(c):
    want = c.rng.random() < 0.5
    for _ in range(5):
        a, b = _pair_of_groups(c)
        na, nb = c.facts.match(a).bit_count(), c.facts.match(b).bit_count()
        if na < nb and c.rng.random() < 0.5 or (na > nb) != want and nb > na == want:
            a, b, na, nb = b, a, nb, na
        if (na > nb) == want and (want or na < nb or c.rng.random() < 0.35):
            text = c.frame(w.MORE).format(p=phrase(a, c.rng, plural=True), q=phrase(b, c.rng, plural=True))
            return _turn(c, "qa.compare", text, "yes" if want else "no", ids_of(c.facts.match(a) | c.facts.match(b)))
    return None


def _which_more(c):
    a, b = _pair_of_groups(c)
    na, nb = c.facts.match(a).bit_count(), c.facts.match(b).bit_count()
    if na == nb:
        return None
    if c.rng.random() < 0.5:
        a, b, na, nb = b, a, nb, na
    best = a if na > nb else b
    answer = PLURAL[best[3]] if best[3] else best[2]
    text = c.frame(w.WHICH_MORE).format(p=phrase(a, c.rng, plural=True, plain=True), q=phrase(b, c.rng, plural=True, plain=True))
    return _turn(c, "qa.compare", text, answer, ids_of(c.facts.match(a) | c.facts.match(b)))


def _bigger(c):
    """Two objects of different sizes; half asks yes or no, half which one."""
    large, small = c.facts.of[0]["large"], c.facts.of[0]["small"]
    if not large or not small:
        return None
    a, b = c.rng.choice(ids_of(large)), c.rng.choice(ids_of(small))
    if c.rng.random() < 0.5:
        a, b = b, a
    da, db = c.describe(a, ("size",)), c.describe(b, ("size",))
    if not da or not db:
        return None
    bigger = c.rng.random() < 0.65
    first_wins = (c.things[a - 1].size == "large") == bigger
    word = c.rng.choice(("bigger", "larger") if bigger else ("smaller",))
    x, y = "the " + phrase(da, c.rng), "the " + phrase(db, c.rng)
    if c.rng.random() < 0.55:
        return _turn(c, "qa.compare", c.frame(w.BIGGER).format(x=x, y=y, r=word), "yes" if first_wins else "no", [a, b])
    winner, loser = (a, b) if first_wins else (b, a)
    if canonical(c.things[winner - 1]) == canonical(c.things[loser - 1]):
        return None
    return _turn(c, "qa.compare", c.frame(w.WHICH_BIGGER).format(x=x, y=y, r=word), canonical(c.things[winner - 1]), [a, b])


def compare(c):
    pick = c.rng.random()
    return _more(c) if pick < 0.45 else _which_more(c) if pick < 0.6 else _bigger(c)


def spatial(c):
    facts, rng = c.facts, c.rng
    other = c.one()
    if rng.random() < 0.6:
        name = rng.choice((LEFT, RIGHT, LEFT, RIGHT, FRONT, BEHIND))
        want = rng.random() < 0.5
        reverse = {LEFT: RIGHT, RIGHT: LEFT, FRONT: BEHIND, BEHIND: FRONT}[name]
        pool = ids_of(facts.sure[name if want else reverse][other - 1])
        if not pool:
            return None
        i = rng.choice(pool)
        dx, dy = c.describe(i), c.describe(other)
        if not dx or not dy:
            return None
        words = rng.choice(w.RELATION_WORDS[name])
        text = c.frame(w.IS_SIDE).format(x="the " + phrase(dx, rng), y="the " + phrase(dy, rng), r=words)
        return _turn(c, "qa.spatial", text, "yes" if want else "no", [i, other])
    found = c.partner(other)
    d = c.describe(other)
    if not found or not d:
        return None
    name, i = found
    text = c.frame(w.WHAT_SIDE).format(y="the " + phrase(d, rng), r=rng.choice(w.RELATION_WORDS[name]))
    return _turn(c, "qa.spatial", text, canonical(c.things[i - 1]), [i, other])


def unknown(c):
    i = c.one()
    d = c.describe(i) or (None, None, c.things[i - 1].colour, c.things[i - 1].shape)
    return _turn(c, "qa.unknown", c.frame(w.UNKNOWN).format(x="the " + phrase(d, c.rng)), "cannot tell")
