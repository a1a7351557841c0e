"""The odd one out: the one object that differs from all the others in colour, shape or surface."""
from . import wordings as w
from .ask import bare, reply
from .language import ATTRIBUTES, PLURAL, canonical, ids_of, single
from .refer import marked


def _odd_one(c):
    """The one object of all, or of one shape, that differs in an attribute all others share: (id, attribute, ids of the group, words
    for the frame). None where there is none, or where another object could be called odd as well."""
    everything = c.facts.all
    groups = [(everything, (2, 3, 1))] + [(bits, (2, 1)) for bits in c.facts.of[3].values() if bits.bit_count() > 2 and bits != everything]
    found = []
    for bits, keys in groups:
        if bits.bit_count() < 3:
            continue
        for key in keys:
            parts = [bits & value for value in c.facts.of[key].values() if bits & value]
            alone = [part for part in parts if single(part)]
            if len(parts) == 2 and len(alone) == 1:
                found.append((ids_of(alone[0])[0], ATTRIBUTES[key], ids_of(bits)))
    if not found:
        return None
    i, what, ids = c.rng.choice(found)
    noun = "object" if len(ids) == len(c.things) else c.things[i - 1].shape
    return i, what, ids, {"n": noun, "ns": PLURAL.get(noun, "objects"), "k": "surface" if what == "material" else what}


def _all_alike_but(c, i, what):
    """True when no other object than i is the odd one in an attribute other than `what`."""
    for key, table in enumerate(c.facts.of):
        parts = [bits for bits in table.values() if bits]
        if ATTRIBUTES[key] != what and len(parts) == 2 and any(single(part) and part != 1 << (i - 1) for part in parts):
            return False
    return True


def question(c):
    """Which one it is, or its value. Named before the answer: what the others have in common, as one group, and then the one that has it not. A list of
    all of them is hardly ever right to the last word, and would have to be known to end with the answer before it is begun."""
    found = _odd_one(c)
    if found is None:
        return None
    i, what, ids, words = found
    value, others = getattr(c.things[i - 1], what), [k for k in c.across(ids) if k != i]
    common = getattr(c.things[others[0] - 1], what)
    said = c.evidence([i], (what,), match=[i])["names"]
    if c.rng.random() < 0.5:
        text, answer = c.frame(w.ODD_WHICH).format(**words), canonical(c.things[i - 1])
    else:
        text, answer, said = c.frame(w.ODD_VALUE).format(**words), value, bare(what, value)
    group = PLURAL[common] if what == "shape" else f"{common} {words['ns']}"
    return reply(c, "qa.odd", text, answer, names=f"{group}, {said}", named=[others, [i]], evidence=[*others, i], match=[i])


def expression(c):
    """'the odd one out', 'the cube with a different colour'."""
    found = _odd_one(c)
    if found is None:
        return None
    i, what, ids, words = found
    text = c.frame(w.ODD)
    # Without the attribute or the group in the sentence, one object of the whole picture must be odd, whatever one looks at.
    if "{k}" not in text and (len(ids) < len(c.things) or not _all_alike_but(c, i, what)):
        return None
    if len(ids) < len(c.things) and "{n}" not in text:
        return None
    return marked(c, "refer.odd", text.format(**words), [i])
