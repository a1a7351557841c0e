"""Questions that compare: more or fewer, bigger, the same, left or right."""
from . import wordings as w
from .ask import COUNTED, bare, reply
from .language import BEHIND, FRONT, LEFT, NEAREST, PLURAL, RIGHT, canonical, ids_of, phrase, said

REVERSE = {LEFT: RIGHT, RIGHT: LEFT, FRONT: BEHIND, BEHIND: FRONT}
EASY = 6  # objects in both groups together that are asked about by preference


def _pair_of_groups(c):
    """Two descriptions by the same attribute with the ids they fit, at most eight together, mostly at most six; None when there are none."""
    key = c.rng.choice((2, 3, 3))
    values = list(c.facts.of[key])
    present = [v for v in values if c.facts.of[key][v]]
    for _ in range(4):
        a = c.rng.choice(present)
        b = c.rng.choice([v for v in (present if c.rng.random() < 0.85 else values) if v != a] or [v for v in values if v != a])
        groups = [(tuple(v if k == key else None for k in range(4)), c.across(ids_of(c.facts.of[key][v]))) for v in (a, b)]
        total = sum(len(ids) for _, ids in groups)
        if total <= EASY or total <= COUNTED and c.rng.random() < 0.3:
            return groups
    return None


def two_groups(c, a, b):
    """Evidence of a question about two groups: all of the first, ';', all of the second, each with running numbers; 'none' for no member."""
    first, second = c.evidence(a, numbered=True), c.evidence(b, numbered=True)
    return {"evidence": [*a, *b], "names": f"{first['names'] or 'none'}; {second['names'] or 'none'}",
            "named": (first["named"] or [[]]) + (second["named"] or [[]]), "match": sorted({*a, *b})}


def _more(c):
    want = c.rng.random() < 0.5
    for _ in range(5):
        groups = _pair_of_groups(c)
        if groups is None:
            continue
        (a, of_a), (b, of_b) = groups
        if len(of_a) < len(of_b) and c.rng.random() < 0.5 or (len(of_a) > len(of_b)) != want and (len(of_b) > len(of_a)) == want:
            a, of_a, b, of_b = b, of_b, a, of_a
        if (len(of_a) > len(of_b)) == want and (want or len(of_a) < len(of_b) or c.rng.random() < 0.35):
            text = c.frame(w.MORE).format(p=phrase(a, c.rng, plural=True), q=phrase(b, c.rng, plural=True))
            return reply(c, "qa.compare", text, "yes" if want else "no", **two_groups(c, of_a, of_b))
    return None


def _unequal(c):
    groups = _pair_of_groups(c)
    if groups is None or len(groups[0][1]) == len(groups[1][1]):
        return None
    return groups


def _which_more(c):
    groups = _unequal(c)
    if groups is None:
        return None
    (a, of_a), (b, of_b) = groups
    best = a if len(of_a) > len(of_b) else b
    answer = PLURAL[best[3]] if best[3] else best[2]
    text = c.frame(w.WHICH_MORE).format(p=phrase(a, c.rng, plural=True, plain=True), q=phrase(b, c.rng, plural=True, plain=True))
    return reply(c, "qa.compare", text, answer, **two_groups(c, of_a, of_b))


def _how_many_more(c):
    groups = _unequal(c)
    if groups is None:
        return None
    (a, of_a), (b, of_b) = sorted(groups, key=lambda g: -len(g[1]))
    text = c.frame(w.HOW_MANY_MORE).format(p=phrase(a, c.rng, plural=True), q=phrase(b, c.rng, plural=True))
    return reply(c, "qa.compare", text, str(len(of_a) - len(of_b)), **two_groups(c, of_a, of_b))


def _bigger(c):
    """Two objects of different sizes, named in the order of the question with their sizes; half asks yes or no, half which one."""
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
    word = c.rng.choice(("bigger", "larger") if bigger else ("smaller", "smaller", "tinier"))
    x, y = "the " + phrase(da, c.rng), "the " + phrase(db, c.rng)
    evidence = c.evidence([a, b], {a: ("size", *said(da)), b: ("size", *said(db))})
    if c.rng.random() < 0.55:
        return reply(c, "qa.compare", c.frame(w.BIGGER).format(x=x, y=y, r=word), "yes" if first_wins else "no", **evidence)
    winner, loser = (a, b) if first_wins else (b, a)
    if canonical(c.things[winner - 1]) == canonical(c.things[loser - 1]):
        return None
    return reply(c, "qa.compare", c.frame(w.WHICH_BIGGER).format(x=x, y=y, r=word), canonical(c.things[winner - 1]), **evidence)


def compare(c):
    pick = c.rng.random()
    return _more(c) if pick < 0.42 else _which_more(c) if pick < 0.56 else _how_many_more(c) if pick < 0.66 else _bigger(c)


_SHARED = {"colour": ("colour",), "shape": ("shape", "shape", "form"), "size": ("size",), "material": ("surface", "surface", "texture")}


def same(c):
    """Do two objects share an attribute? Both are named, in the order of the question, by the attribute in question alone."""
    what = c.rng.choice(("colour", "colour", "shape", "shape", "size", "material"))
    want = c.rng.random() < 0.5
    for _ in range(8):
        a, b = c.rng.sample(range(1, len(c.things) + 1), 2)
        if (getattr(c.things[a - 1], what) == getattr(c.things[b - 1], what)) == want:
            da, db = c.describe(a, (what,)), c.describe(b, (what,))
            if da and db:
                break
    else:
        return None
    differ = c.rng.random() < 0.2
    text = c.frame(w.DIFFERENT if differ else w.SAME).format(x="the " + phrase(da, c.rng), y="the " + phrase(db, c.rng), k=c.rng.choice(_SHARED[what]))
    turn = reply(c, "qa.same", text, "yes" if want != differ else "no", **c.evidence([a, b]))
    turn.names = ", ".join(bare(what, getattr(c.things[i - 1], what)) for i in (a, b))
    return turn


def in_order(c, ids, name):
    """Ids along the axis of a relation: left to right, or front to back."""
    axis, sign = (0, 1) if name in (LEFT, RIGHT) else (1, -1)
    return sorted(ids, key=lambda i: sign * c.things[i - 1].base[axis])


def _which_side(c, i, other, dx, dy):
    pair = c.rng.choice(((LEFT, RIGHT), (RIGHT, LEFT), (FRONT, BEHIND), (BEHIND, FRONT)))
    where = next((name for name in pair if c.facts.sure[name][other - 1] >> (i - 1) & 1), None)
    if where is None:
        return None
    said_as = {LEFT: "to the left", RIGHT: "to the right", FRONT: "in front", BEHIND: "behind"}
    words = ("to the left", "to the right of") if pair == (LEFT, RIGHT) else ("to the right", "to the left of") if pair == (RIGHT, LEFT) else \
        ("in front", "in back of") if pair == (FRONT, BEHIND) else ("behind", "in front of")
    text = c.frame(w.WHICH_SIDE).format(x="the " + phrase(dx, c.rng), y="the " + phrase(dy, c.rng), l=words[0], r=words[1])
    return reply(c, "qa.spatial", text, said_as[where], **c.evidence(in_order(c, [i, other], where), {i: said(dx), other: said(dy)}))


def spatial(c):
    facts, rng = c.facts, c.rng
    other = c.one()
    if rng.random() < 0.65:
        name = rng.choice((LEFT, RIGHT, LEFT, RIGHT, FRONT, BEHIND))
        want = rng.random() < 0.5
        pool = ids_of(facts.sure[name if want else REVERSE[name]][other - 1])
        if not pool:
            return None
        i = rng.choice(pool)
        dx, dy = c.describe(i), c.describe(other)
        if not dx or not dy:
            return None
        if rng.random() < 0.12:
            return _which_side(c, i, other, dx, dy)
        words = rng.choice(w.RELATION_WORDS[name])
        text = c.frame(w.IS_SIDE).format(x="the " + phrase(dx, rng), y="the " + phrase(dy, rng), r=words)
        return reply(c, "qa.spatial", text, "yes" if want else "no", **c.evidence(in_order(c, [i, other], name), {i: said(dx), other: said(dy)}))
    found = c.partner(other)
    d = c.describe(other)
    if not found or not d:
        return None
    name, i = found
    text = c.frame(w.WHAT_SIDE).format(y="the " + phrase(d, rng), r=rng.choice(w.RELATION_WORDS[name]))
    order = [other, i] if name == NEAREST else in_order(c, [i, other], name)
    return reply(c, "qa.spatial", text, canonical(c.things[i - 1]), **c.evidence(order, {other: said(d)}))
