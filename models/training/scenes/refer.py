"""Referring expressions that mean one thing, reasoning descriptions and class words. `groups.py` has several, `missing.py` what is not there."""
from .language import ids_of, phrase, single, speakable
from .reasons import REASON, REASON_TRUTH
from .turn import Turn
from .world import COLOUR_NAMES, SHAPES


def marked(c, kind, words, ids, plural=False, carrier=True, **more):
    """A turn that means these objects by `words`, in a frame ("segment {x}") where `carrier`."""
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
