"""Referring expressions, reasoning descriptions and class words: what is meant is there. `missing.py` has what is not."""
from . import wordings as w
from .language import LEFT, PLURAL, RELATIONS, RIGHT, ids_of, phrase, single, speakable
from .reasons import REASON, REASON_TRUTH
from .regions import mask_raster
from .turn import Turn
from .world import COLOUR_NAMES, SHAPES


def marked(c, kind, words, ids, plural=False, carrier=True, **more):
    text = c.segment(words, plural) if carrier else c.polish(words)
    return Turn(kind, text, "segment", **c.meant(ids), **more)


def attribute(c):
    i = c.one()
    words = c.noun_phrase([i])
    return words and marked(c, "refer.attribute", words, [i])


def relation(c):
    i = c.one()
    found = c.related(i, hops=2 if c.rng.random() < 0.35 else 1)
    return found and marked(c, "refer.relation", found[0], [i])


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
            text = rng.choice((f"the {side}most {words}", f"the {words} furthest to the {side}", f"the {words} on the far {side}", f"the {words} farthest {side}"))
        elif at == len(row) // 2 and len(row) % 2 and len(row) >= 3 and rng.random() < 0.4:
            text = f"the {words} in the middle"
        elif at == len(row) - 1 and len(row) > 2 and rng.random() < 0.3:
            text = f"the last {words} from the {side}"
        else:
            text = rng.choice((f"the {_ORDER[at]} {words} from the {side}", f"the {_ORDER[at]} {words} from the {side}", f"{words} number {at + 1} from the {side}", f"counting from the {side}, the {_ORDER[at]} {words}"))
        return marked(c, "refer.ordinal", text, [row[at]])
    row = facts.in_row(bits, 1, 8)
    if row is None:
        return None
    if rng.random() < 0.5:
        return marked(c, "refer.ordinal", f"the {words} {rng.choice(('closest to the camera', 'at the front', 'nearest to us', 'closest to us', 'in the very front'))}", [row[-1]])
    return marked(c, "refer.ordinal", f"the {words} {rng.choice(('furthest away', 'at the back', 'furthest from us', 'furthest from the camera', 'farthest away', 'in the very back'))}", [row[0]])


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
        text = f"the {rng.choice(('biggest', 'largest') if t.size == 'large' else ('smallest', 'tiniest', 'littlest'))} {words}"
    elif pick < 0.75:
        text = f"the {rng.choice(('bigger', 'larger') if t.size == 'large' else ('smaller',))} {words}"
    else:
        other = c.describe(ids_of(bits & ~mine)[0], ("size",))
        if not other:
            return None
        text = f"the {words} {'bigger' if t.size == 'large' else 'smaller'} than the {phrase(other, rng)}"
    return marked(c, "refer.compare", text, [i])


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


def odd(c):
    found = c.odd_one()
    if found is None:
        return None
    i, what, ids = found
    noun = "object" if len(ids) == len(c.things) else c.things[i - 1].shape
    text = c.frame(w.ODD)
    # Without the attribute or the group in the sentence, one object of the whole picture must be odd, whatever one looks at.
    if "{k}" not in text and (len(ids) < len(c.things) or not c.all_alike_but(i, what)):
        return None
    if len(ids) < len(c.things) and "{n}" not in text:
        return None
    return marked(c, "refer.odd", text.format(n=noun, ns=PLURAL.get(noun, "objects"), k="surface" if what == "material" else what), [i])


def part_raster(c, i, side):
    """bool [128,128]: the half of object i's visible pixels on one side of the middle of their box."""
    mask = c.mask(i)
    x0, y0, x1, y1 = c.things[i - 1].box
    half = mask.copy()
    if side in ("left", "right"):
        middle = (x0 + x1) // 2
        half[:, middle:] &= side == "right"
        half[:, :middle] &= side == "left"
    else:
        middle = (y0 + y1) // 2
        half[middle:] &= side == "bottom"
        half[:middle] &= side == "top"
    return half


def part_of(c, i, side):
    """Fields of a turn that marks a part of object i; None where it would be too small to see."""
    raster = mask_raster(part_raster(c, i, side))
    if raster.sum() < 6:
        return None
    name = f"{side} half of {c.meant([i])['names']}"
    return {"names": name, "named": [[i]], "targets": [i], "match": [i], "place": raster}


def part(c):
    """'the left half of the red cube'."""
    i, side = c.one(), c.rng.choice((LEFT, RIGHT, "top", "bottom"))
    words, fields = c.noun_phrase([i]), part_of(c, i, side)
    if not words or not fields:
        return None
    text = c.frame(w.PART).format(w="the " + c.rng.choice(w.PART_WORDS[side]), x=words)
    return Turn("refer.part", c.polish(text), "segment", **fields)


def reason(c):
    options = []
    for name, (fits, spoils) in REASON_TRUTH.items():
        ids = [i + 1 for i, v in enumerate(c.facts.values) if fits(v)]
        if ids and not (spoils and any(spoils(v) for v in c.facts.values)):
            options.append((name, ids))
    if not options:
        return None
    name, ids = c.rng.choice(options)
    words = c.frame(REASON[name])
    carrier = c.rng.random() < 0.3 and words.startswith("the ")
    return marked(c, "reason", words, ids, carrier=carrier)


def class_word(c):
    """Only a class: 'cubes', 'red things', 'ball?'; all of it, or none."""
    rng = c.rng
    key = rng.random()
    if key < 0.7:
        d = (None, None, None, rng.choice(SHAPES) if rng.random() < 0.45 else c.things[c.one() - 1].shape)
    elif key < 0.85:
        d = (None, None, rng.choice(COLOUR_NAMES) if rng.random() < 0.4 else c.things[c.one() - 1].colour, None)
    else:
        t, u = c.things[c.one() - 1], c.things[c.one() - 1]
        d = (None, None, t.colour, u.shape)
    if not speakable(d, c.split):
        return None
    ids = ids_of(c.facts.match(d))
    text = phrase(d, rng, plural=rng.random() < 0.6) + rng.choice(("", "", "?", " please"))
    if not ids:
        return Turn("class", text, "none", phrase(d, rng, plain=True))
    return Turn("class", text, "segment", **c.meant(ids))
