"""Referring expressions that mean several things, or leave some out: plurals, groups by place, negation."""
from . import wordings as w
from .language import PLURAL, RELATIONS, ids_of, phrase
from .refer import marked


def plural(c):
    rng, facts = c.rng, c.facts
    v = facts.values[c.one() - 1]
    pick = rng.random()
    if pick < 0.08:
        return marked(c, "refer.plural", c.frame(w.EVERYTHING), ids_of(facts.all), True)
    if pick < 0.30:
        ids = rng.sample(range(1, len(c.things) + 1), 2 if len(c.things) < 4 or rng.random() < 0.8 else 3)
        parts = [c.noun_phrase([i]) for i in ids]
        if not all(parts):
            return None
        return marked(c, "refer.plural", ", ".join(parts[:-1]) + " and " + parts[-1], ids, True)
    used = rng.choice(((0, 0, 1, 0), (0, 0, 0, 1), (0, 0, 0, 1), (0, 0, 1, 1), (1, 0, 0, 0), (0, 1, 0, 0), (1, 0, 0, 1)))
    d = tuple(a if k else None for a, k in zip(v, used))
    ids = ids_of(facts.match(d))
    if len(ids) < 2:
        return None
    words, many = phrase(d, rng), phrase(d, rng, plural=True)
    if len(ids) == 2 and rng.random() < 0.3:
        text = rng.choice((f"both {many}", f"the two {many}", f"both of the {many}", f"both the {many}"))
    elif len(ids) == 3 and rng.random() < 0.2:
        text = rng.choice((f"the three {many}", f"all three {many}"))
    else:
        frame = c.frame(w.EVERY)
        return marked(c, "refer.plural", frame.format(p=many, d=words), ids, "{p}" in frame)
    return marked(c, "refer.plural", text, ids, True)


_GROUP_SIZES = {2: "two", 3: "three", 4: "four"}


def group(c):
    """Several objects by where they stand: 'the two things left of the cube', 'everything in front of the ring'."""
    rng, facts = c.rng, c.facts
    other, name = c.one(), rng.choice(RELATIONS[:4])
    head = rng.choice((None, None, "colour", "shape"))
    sure = facts.sure[name][other - 1]
    if sure.bit_count() < 2:
        return None
    v = facts.values[rng.choice(ids_of(sure)) - 1]
    d = (None, None, v[2] if head == "colour" else None, v[3] if head == "shape" else None)
    bits, said = facts.match(d) & sure, c.describe(other)
    if bits.bit_count() < 2 or facts.match(d) & facts.open[name][other - 1] or said is None:
        return None
    many, where = phrase(d, rng, plural=True), f"{rng.choice(w.RELATION_WORDS[name])} the {phrase(said, rng)}"
    number = _GROUP_SIZES.get(bits.bit_count())
    if head is None and rng.random() < 0.5:
        text = f"{rng.choice(('everything', 'all things', 'all objects', 'whatever is', 'everything that is'))} {where}"
    elif number and rng.random() < 0.45:
        text = f"the {number} {many} {where}"
    else:
        text = f"{rng.choice(('all', 'all the', 'the', 'all of the'))} {many} {where}"
    return marked(c, "refer.group", text, ids_of(bits), True)


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
        text = rng.choice((f"the {head_words} that is not {word}", f"the {head_words} which is not {word}", f"the one {head_words} that is not {word}"))
        if key == 2 and head and rng.random() < 0.2:
            text = f"the {head_words} without {word} colour"
    elif head is None:
        text = rng.choice((f"everything that is not {word}", f"all {head_words} that are not {word}", f"whatever is not {word}",
                           f"all {head_words} except the {word} ones" if key != 3 else f"everything except the {PLURAL[said]}",
                           f"everything but the {word} ones" if key != 3 else f"everything but the {PLURAL[said]}"))
    else:
        text = rng.choice((f"all {head_words} that are not {word}", f"the {head_words} that are not {word}", f"every one of the {head_words} that is not {word}",
                           f"the {head_words} except the {word} ones" if key != 3 else f"the {head_words} that are no {PLURAL[said]}"))
    return marked(c, "refer.negation", text, ids, not one)
