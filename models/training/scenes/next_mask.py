"""Masks in the middle of a conversation: something new, what was asked about, the mask before with something added or left out."""
from . import groups, missing, refer
from . import wordings as w
from .language import ids_of, phrase
from .talk import half_of, inverse_of, rest_of
from .turn import Turn


def _mask(c, text, fields):
    return Turn("dialogue", c.polish(text), "segment", **fields)


def show(c, story):
    """Something new is marked."""
    return c.rng.choice((refer.attribute, refer.attribute, refer.relation, groups.plural, refer.ordinal))(c)


def nothing(c, story):
    """Something is asked for that is not there; the masks so far stay what they are."""
    return missing.missing(c)


def now_it(c, story):
    """'now the one left of it'"""
    found = c.partner(story.ids[0]) if len(story.ids) == 1 else None
    if not found:
        return None
    text = c.frame(w.NOW_IT).format(r=c.rng.choice(w.IT_RELATION[found[0]]), s=c.things[found[1] - 1].shape)
    return _mask(c, text, c.meant([found[1]]))


def show_it(c, story):
    """What was asked about is marked."""
    if not story.ids or story.history[-1][1] != "answer":
        return None
    return _mask(c, c.frame(w.SHOW_THEM if len(story.ids) > 1 else w.SHOW_IT), c.meant(story.ids))


def _marked_now(story):
    return story.ids if story.ids and story.history[-1][1] == "segment" else None


def also(c, story):
    ids = _marked_now(story)
    rest = [t.id for t in c.things if ids and t.id not in ids]
    if not rest:
        return None
    more = [c.rng.choice(rest)]
    if c.rng.random() < 0.3:  # "add the balls too"
        same = ids_of(c.facts.of[3][c.things[more[0] - 1].shape])
        more = same if set(same) <= set(rest) else more
    x = c.noun_phrase(more)
    return x and _mask(c, c.frame(w.ALSO).format(x=x), c.meant(ids, more))


def without(c, story):
    ids = _marked_now(story)
    if not ids or len(ids) < 2:
        return None
    out = c.rng.choice(ids)
    if len(ids) < 9 and c.rng.random() < 0.4:  # "without the left one"
        row = c.facts.in_row(sum(1 << (i - 1) for i in ids), 0, 8)
        if row is None:
            return None
        end = c.rng.random() < 0.5
        side, out = ("left", row[0]) if end else ("right", row[-1])
        words = f"the {side}{'' if len(ids) == 2 else 'most'} one"
    else:
        d = c.describe(out, within=sum(1 << (i - 1) for i in ids))
        words = d and "the " + phrase(d, c.rng)
    return words and _mask(c, c.frame(w.WITHOUT).format(x=words), c.meant([i for i in ids if i != out]))


def only(c, story):
    ids = _marked_now(story)
    if not ids or len(ids) < 2:
        return None
    keep = c.rng.choice(ids)
    d = c.describe(keep, within=sum(1 << (i - 1) for i in ids))
    return d and _mask(c, c.frame(w.ONLY).format(x="the " + phrase(d, c.rng)), c.meant([keep]))


def algebra(c, story):
    ids = _marked_now(story)
    found = ids and c.rng.choice((rest_of, inverse_of, half_of, half_of))(c, ids)
    return found and _mask(c, *found)


def both(c, story):
    """The last two masks together."""
    if len(story.shown) < 2 or len(story.shown[-1]) != 1 or len(story.shown[-2]) != 1 or story.shown[-1] == story.shown[-2]:
        return None
    return _mask(c, c.frame(w.BOTH), c.meant(story.shown[-2], story.shown[-1]))


def earlier(c, story):
    """'the first one', 'the one before' among two to four masks, each of them one object."""
    if not 2 <= len(story.shown) <= 4 or any(len(ids) != 1 for ids in story.shown) or story.history[-1][1] != "segment":
        return None
    which = c.rng.choice(("first", "before"))
    ids = story.shown[0 if which == "first" else -2]
    return _mask(c, c.frame(w.EARLIER[which]), c.meant(ids)) if ids != story.shown[-1] else None
