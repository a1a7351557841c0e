"""Questions in the middle of a conversation: about something new, about 'it', and 'and the ball?'."""
from . import compare
from . import wordings as w
from .ask import claim, reply, subject
from .language import PLURAL, canonical, ids_of, phrase, said
from .talk import others


def question(c, story):
    """An attribute of something new."""
    i, what = c.one(), c.rng.choice(("colour", "shape", "size", "material"))
    found = subject(c, i, (what,))
    if not found or found[1]:
        return None
    story.asking = what
    frames = {"colour": w.COLOUR, "shape": w.SHAPE, "size": w.SIZE, "material": w.MATERIAL}[what]
    return reply(c, "dialogue", c.frame(frames).format(x=found[0]), getattr(c.things[i - 1], what), **c.evidence([i], (what,)))


def number(c, story):
    t = c.things[c.one() - 1]
    d = c.rng.choice(((None, None, None, t.shape), (None, None, t.colour, None)))
    ids = c.across(ids_of(c.facts.match(d)))
    return reply(c, "dialogue", c.frame(w.COUNT).format(p=phrase(d, c.rng, plural=True)), str(len(ids)), **c.evidence(ids, numbered=True)) if len(ids) < 9 else None


def same_question(c, story):
    """'and the ball?'"""
    if story.asked is None or not story.history or story.history[-1][1] != "answer":
        return None
    i = c.one()
    d = c.describe(i, (story.asked,))
    if d is None or i in story.ids:
        return None
    story.asking = story.asked
    return reply(c, "dialogue", c.frame(w.AND_WHAT).format(x="the " + phrase(d, c.rng)), getattr(c.things[i - 1], story.asked), **c.evidence([i], (story.asked,)))


def ask_it(c, story):
    if len(story.ids) != 1:
        return None
    i = story.ids[0]
    rng, t = c.rng, c.things[i - 1]
    what = rng.choice(("colour", "shape", "size", "material", "is", "is", "side", "side", "another", "others", "next", "same"))
    frame = c.frame(w.ASK_IT[what])
    if what in ("colour", "shape", "size", "material"):
        story.asking = what
        return reply(c, "dialogue", frame, getattr(t, what), **c.evidence([i], (what,)))
    if what == "is":
        kind = rng.choice(("material", "size", "colour"))
        claimed = claim(c, i, kind)
        return claimed and reply(c, "dialogue", frame.format(m=claimed[0]), "yes" if claimed[2] else "no", **c.evidence([i], (kind,)))
    if what == "side":
        k = rng.choice(others(c, i))
        d, name = c.describe(k), rng.choice(tuple(compare.REVERSE))
        bit, sure = 1 << (i - 1), c.facts.sure
        if not d or not (sure[name][k - 1] | sure[compare.REVERSE[name]][k - 1]) & bit:
            return None
        answer = "yes" if sure[name][k - 1] & bit else "no"
        text = frame.format(r=rng.choice(w.RELATION_WORDS[name]), y="the " + phrase(d, rng))
        story.topic = [i]
        return reply(c, "dialogue", text, answer, **c.evidence(compare.in_order(c, [i, k], name), {k: said(d)}))
    if what == "next":
        found = c.partner(i)
        if not found:
            return None
        story.topic = [found[1]]
        order = [i, found[1]] if found[0] == "nearest" else compare.in_order(c, [i, found[1]], found[0])
        return reply(c, "dialogue", frame.format(r=rng.choice(w.IT_RELATION[found[0]])), canonical(c.things[found[1] - 1]), **c.evidence(order))
    if what == "same":
        key = rng.choice((("colour", 2), ("shape", 3)))
        same = c.across(ids_of(c.facts.of[key[1]][getattr(t, key[0])]))
        story.topic = [i]
        if len(same) > 8 or len(same) == 1 and rng.random() < 0.5:  # yes and no about equally often
            return None
        return reply(c, "dialogue", frame.format(k=key[0]), "yes" if len(same) > 1 else "no", **c.evidence(same))
    same = c.across(ids_of(c.facts.of[3][t.shape]))
    if len(same) > 8 or what == "another" and len(same) == 1 and rng.random() < 0.5:
        return None
    if what == "another":
        story.topic = [i]
        return reply(c, "dialogue", frame.format(s=t.shape, p=PLURAL[t.shape]), "yes" if len(same) > 1 else "no", **c.evidence(same))
    rest = [k for k in same if k != i]
    return reply(c, "dialogue", frame.format(p=PLURAL[t.shape]), str(len(rest)), **c.evidence(rest, numbered=True))
