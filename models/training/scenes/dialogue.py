"""Conversations of two to six turns, each leaning on what was said before: 'it', 'them', 'the first one', 'and the ball?'.

A conversation is told by `Story`, one step after another; the last step is the turn that is learnt. Every step is true in the scene.
"""
from . import change, compare, refer
from . import wordings as w
from .afterwards import after_edit
from .ask import claim, reply, subject
from .language import PLURAL, canonical, ids_of, phrase, said
from .regions import PREVIOUS, Region
from .talk import half_of, inverse_of, others, rest_of
from .turn import Turn


class Story:
    """What was said so far. ids: what 'it' or 'them' is; shown: ids of the masks so far ([] for a part); asked: the attribute
    that the last turn asked for; asking: that of the turn under way; topic: what 'it' is after a turn under way whose words mean more."""

    def __init__(self):
        self.masks, self.history, self.past, self.shown = [], [], [], []
        self.ids, self.asked, self.asking, self.topic = [], None, None, None

    def add(self, c, turn):
        """Takes a turn into what was said."""
        names = turn.names if turn.action != "answer" else ""
        self.asked, self.asking = self.asking, None
        self.history.append((turn.text, turn.action, names, turn.answer))
        if turn.action == "segment":
            part = turn.place is not None or 0 in turn.targets
            if part:
                self.masks.append((Region(PREVIOUS, turn.place if turn.place is not None else c.raster(turn.targets)), names))
            else:
                self.masks += c.remembered(turn.targets)
            self.past.append(c.picture(turn) if part else list(turn.targets))
            self.shown.append([] if part else list(turn.targets))
            self.ids = [] if part else list(turn.targets)
        else:
            self.ids = list(turn.match if self.topic is None else self.topic)
        self.topic = None

    def tell(self, turn):
        """The turn with what was said before it."""
        turn.kind = "dialogue"
        turn.masks, turn.history, turn.past = list(self.masks), list(self.history), list(self.past)
        return turn


def _mask(c, text, fields):
    return Turn("dialogue", c.polish(text), "segment", **fields)


def show(c, story):
    """Something new is marked."""
    return c.rng.choice((refer.attribute, refer.attribute, refer.relation, refer.plural, refer.ordinal))(c)


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
    return x and _mask(c, c.frame(w.ALSO).format(x=x), c.meant([*ids, *more]))


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
    return _mask(c, c.frame(w.BOTH), c.meant([*story.shown[-2], *story.shown[-1]]))


def earlier(c, story):
    """'the first one', 'the one before' among two to four masks, each of them one object."""
    if not 2 <= len(story.shown) <= 4 or any(len(ids) != 1 for ids in story.shown) or story.history[-1][1] != "segment":
        return None
    which = c.rng.choice(("first", "before"))
    ids = story.shown[0 if which == "first" else -2]
    return _mask(c, c.frame(w.EARLIER[which]), c.meant(ids)) if ids != story.shown[-1] else None


def edit_it(c, story):
    """'make it blue' after it was marked or asked about."""
    if len(story.ids) != 1:
        return None
    return c.rng.choice((change.remove, change.recolour, change.replace))(c, story.ids[0], c.rng.choice(("it", "it", "it", "that", "that one")))


_STEPS = ((show, 2.0), (question, 1.4), (number, 0.6), (same_question, 2.2), (ask_it, 3.0), (now_it, 1.6), (show_it, 1.6), (also, 1.3), (without, 1.6), (only, 0.8), (algebra, 1.2), (both, 1.5), (earlier, 1.3))
_LAST = tuple((step, {show: 0.3, question: 0.3, number: 0.2}.get(step, weight)) for step, weight in _STEPS) + ((edit_it, 1.6),)


def _step(c, story, options):
    steps, weights = [s for s, _ in options], [v for _, v in options]
    for _ in range(8):
        story.asking = story.topic = None
        turn = c.rng.choices(steps, weights)[0](c, story)
        if turn and not turn.regions and turn.action != "none":
            return turn
    return None


def conversation(c):
    """Two to six turns; the last one is the turn."""
    story = Story()
    first = _step(c, story, ((show, 3.0), (question, 1.0), (number, 0.7)))
    if first is None:
        return None
    story.add(c, first)
    for _ in range(c.rng.choices((0, 1, 2, 3, 4), (50, 22, 14, 8, 6))[0]):
        turn = _step(c, story, _STEPS)
        if turn is None:
            return None
        story.add(c, turn)
    last = _step(c, story, _LAST)
    return last and story.tell(last)


def dialogue(c):
    return after_edit(c) if c.rng.random() < 0.15 else conversation(c)
