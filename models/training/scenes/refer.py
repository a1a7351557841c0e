"""Referring expressions, reasoning descriptions, class words, and expressions nothing fits."""
from . import wordings as w
from .ask import absent
from .language import PLURAL, ids_of, names_of, phrase, single, speakable
from .turn import Turn
from .world import COLOUR_NAMES, SHAPES


def _segment(c, kind, words, ids, plural=False, carrier=True):
    text = c.segment(words, plural) if carrier else c.polish(words)
    return Turn(kind, text, "segment", names=names_of(c.things, ids), targets=list(ids))


def attribute(c):
    i = c.one()
    words = c.noun_phrase([i])
    return words and _segment(c, "refer.attribute", words, [i])


def relation(c):
    i = c.one()
    found = c.related(i)
    return found and _segment(c, "refer.relation", found[0], [i])


_ORDER = ("first", "second", "third", "fourth", "fifth")


def ordinal(c):
    rng, facts = c.rng, c.facts
    i = c.one()
    d = rng.choice(((None,) * 4, (None, None, None, c.things[i - 1].shape), (None, None, c.things[i - 1].colour, None)))
    bits = facts.match(d)
    if single(bits):
        return None
    words = phrase(d, rng)
    if rng.random() < 0.75:
        row = facts.in_row(bits, 0, 8)
        if row is None:
            return None
        from_left = rng.random() < 0.5
        row = row if from_left else row[::-1]
        side = "left" if from_left else "right"
        at = rng.randrange(min(len(row), 4))
        if at == 0 and rng.random() < 0.7:
            text = rng.choice((f"the {side}most {words}", f"the {words} furthest to the {side}", f"the {words} on the far {side}"))
        elif at == len(row) // 2 and len(row) % 2 and len(row) >= 3 and rng.random() < 0.4:
            text = f"the {words} in the middle"
        elif at == len(row) - 1 and len(row) > 2 and rng.random() < 0.3:
            text = f"the last {words} from the {side}"
        else:
            text = f"the {_ORDER[at]} {words} from the {side}"
        return _segment(c, "refer.ordinal", text, [row[at]])
    row = facts.in_row(bits, 1, 8)
    if row is None:
        return None
    if rng.random() < 0.5:
        return _segment(c, "refer.ordinal", f"the {words} {rng.choice(('closest to the camera', 'at the front', 'nearest to us', 'closest to us'))}", [row[-1]])
    return _segment(c, "refer.ordinal", f"the {words} {rng.choice(('furthest away', 'at the back', 'furthest from us', 'furthest from the camera'))}", [row[0]])


def compare(c):
    rng, facts = c.rng, c.facts
    i = c.one()
    t = c.things[i - 1]
    d = rng.choice(((None,) * 4, (None, None, None, t.shape), (None, None, None, t.shape), (None, None, t.colour, None)))
    bits = facts.match(d)
    mine = bits & facts.of[0][t.size]
    if single(bits) or mine != 1 << (i - 1):
        return None
    words = phrase(d, rng)
    pick = rng.random()
    if pick < 0.6 or not single(bits & ~mine):
        text = f"the {rng.choice(('biggest', 'largest') if t.size == 'large' else ('smallest',))} {words}"
    elif pick < 0.75:
        text = f"the {rng.choice(('bigger', 'larger') if t.size == 'large' else ('smaller',))} {words}"
    else:
        other = c.describe(ids_of(bits & ~mine)[0], ("size",))
        if not other:
            return None
        text = f"the {words} {'bigger' if t.size == 'large' else 'smaller'} than the {phrase(other, rng)}"
    return _segment(c, "refer.compare", text, [i])


def plural(c):
    rng, facts = c.rng, c.facts
    v = facts.values[c.one() - 1]
    pick = rng.random()
    if pick < 0.08:
        return _segment(c, "refer.plural", c.frame(w.EVERYTHING), ids_of(facts.all), True)
    if pick < 0.30:
        a, b = c.one(), c.one()
        x, y = c.noun_phrase([a]), c.noun_phrase([b])
        if a == b or not x or not y:
            return None
        return _segment(c, "refer.plural", f"{x} and {y}", sorted((a, b)), True)
    used = rng.choice(((0, 0, 1, 0), (0, 0, 0, 1), (0, 0, 0, 1), (0, 0, 1, 1), (1, 0, 0, 0), (0, 1, 0, 0), (1, 0, 0, 1)))
    d = tuple(a if k else None for a, k in zip(v, used))
    ids = ids_of(facts.match(d))
    if len(ids) < 2:
        return None
    words, many = phrase(d, rng), phrase(d, rng, plural=True)
    if len(ids) == 2 and rng.random() < 0.3:
        text = rng.choice((f"both {many}", f"the two {many}", f"both of the {many}"))
    elif len(ids) == 3 and rng.random() < 0.2:
        text = f"the three {many}"
    else:
        text = c.frame(w.EVERY).format(p=many, d=words)
    return _segment(c, "refer.plural", text, ids, True)


def negation(c):
    rng, facts = c.rng, c.facts
    v = facts.values[c.one() - 1]
    key = rng.choice((2, 2, 3, 1, 0))
    head = rng.choice((None, v[3], v[3])) if key != 3 else rng.choice((None, v[2]))
    d = (None, None, None, head) if key != 3 else (None, None, head, None)
    bits = facts.match(d)
    said = facts.values[rng.choice(ids_of(bits)) - 1][key]
    rest = bits & ~facts.of[key][said]
    if not rest or rest == bits:
        return None
    ids = ids_of(rest)
    one = len(ids) == 1
    if key == 3:
        word = "a " + said
    else:
        word = phrase(tuple(said if k == key else None for k in range(4)), rng, noun=("", "")).strip()
    head_words = phrase(d, rng, plural=not one)
    if one:
        text = rng.choice((f"the {head_words} that is not {word}", f"the {head_words} which is not {word}"))
        if key == 2 and head and rng.random() < 0.3:
            text = f"the {head_words} without {word} colour"
    elif head is None:
        text = rng.choice((f"everything that is not {word}", f"all {head_words} that are not {word}",
                           f"all {head_words} except the {word} ones" if key != 3 else f"everything except the {PLURAL[said]}"))
    else:
        text = rng.choice((f"all {head_words} that are not {word}", f"the {head_words} that are not {word}"))
    return _segment(c, "refer.negation", text, ids, not one)


def missing(c):
    """An expression nothing fits: the answer repeats it in canonical words."""
    d = absent(c)
    if d is None:
        return None
    if c.rng.random() < 0.25:
        text = c.segment(c.frame(w.EVERY).format(p=phrase(d, c.rng, plural=True), d=phrase(d, c.rng)), True)
    else:
        text = c.segment(c.the(phrase(d, c.rng)))
    return Turn("none", text, "none", phrase(d, c.rng, plain=True))


def none(c):
    """Nothing fits: an expression, or now and then a question about a thing that is not there."""
    if c.rng.random() > 0.15:
        return missing(c)
    d = absent(c)
    if d is None:
        return None
    frames = w.COLOUR if d[2] is None else w.SHAPE if d[3] is None else w.SIZE if d[0] is None else w.MATERIAL
    return Turn("none", c.polish(c.frame(frames).format(x="the " + phrase(d, c.rng))), "none", phrase(d, c.rng, plain=True))


def reason(c):
    options = []
    for name, (fits, spoils) in w.REASON_TRUTH.items():
        ids = [i + 1 for i, v in enumerate(c.facts.values) if fits(v)]
        if ids and not (spoils and any(spoils(v) for v in c.facts.values)):
            options.append((name, ids))
    if not options:
        return None
    name, ids = c.rng.choice(options)
    words = c.frame(w.REASON[name])
    carrier = c.rng.random() < 0.3 and words.startswith("the ")
    return _segment(c, "reason", words, ids, carrier=carrier)


def class_word(c):
    """Only a class: 'cubes', 'red things', 'ball'; all of it, or none."""
    rng = c.rng
    key = rng.random()
    if key < 0.7:
        d = (None, None, None, rng.choice(SHAPES) if rng.random() < 0.35 else c.things[c.one() - 1].shape)
    elif key < 0.85:
        d = (None, None, rng.choice(COLOUR_NAMES) if rng.random() < 0.3 else c.things[c.one() - 1].colour, None)
    else:
        t, u = c.things[c.one() - 1], c.things[c.one() - 1]
        d = (None, None, t.colour, u.shape)
    if not speakable(d, c.split):
        return None
    ids = ids_of(c.facts.match(d))
    text = phrase(d, rng, plural=rng.random() < 0.6)
    if not ids:
        return Turn("class", text, "none", phrase(d, rng, plain=True))
    return Turn("class", text, "segment", names=names_of(c.things, ids), targets=ids)
