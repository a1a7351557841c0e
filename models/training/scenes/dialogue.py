"""Conversations of two to six turns, each leaning on what was said before: 'it', 'them', 'the first one', 'and the ball?'.

A conversation is told by `Story`, one step after another; the last step is the turn that is learnt. Every step is true in the scene.
"""
from . import change, follow_up, next_mask
from .afterwards import after_edit
from .story import Story


def edit_it(c, story):
    """'make it blue' after it was marked or asked about."""
    if len(story.ids) != 1:
        return None
    return c.rng.choice((change.remove, change.recolour, change.replace))(c, story.ids[0], c.rng.choice(("it", "it", "it", "that", "that one")))


_STEPS = (
    (next_mask.show, 2.0), (next_mask.now_it, 1.6), (next_mask.show_it, 1.6), (next_mask.also, 1.3), (next_mask.without, 1.6), (next_mask.only, 0.8), (next_mask.algebra, 1.2),
    (next_mask.both, 1.5), (next_mask.earlier, 1.3), (follow_up.question, 1.4), (follow_up.number, 0.6), (follow_up.same_question, 2.2), (follow_up.ask_it, 3.0),
)
_LAST = tuple((step, {next_mask.show: 0.3, follow_up.question: 0.3, follow_up.number: 0.2}.get(step, weight)) for step, weight in _STEPS) + ((edit_it, 1.6),)
# Training hears what few conversations have room for more often, and "there is no such thing" in the middle of one. Sets keep their mix.
_OFTEN = {next_mask.now_it: 3.4, next_mask.without: 3.2, next_mask.both: 3.5, next_mask.earlier: 4.5, follow_up.same_question: 4.0, next_mask.algebra: 0.8, edit_it: 1.0}
_TAUGHT = tuple((step, _OFTEN.get(step, weight)) for step, weight in _STEPS) + ((next_mask.nothing, 1.2),)
_TAUGHT_LAST = tuple((step, _OFTEN.get(step, weight)) for step, weight in _LAST)


def _step(c, story, options):
    steps, weights = [s for s, _ in options], [v for _, v in options]
    for _ in range(8):
        story.asking = story.topic = None
        step = c.rng.choices(steps, weights)[0]
        turn = step(c, story)
        if turn and not turn.regions and (turn.action != "none" or step is next_mask.nothing):
            return turn
    return None


def conversation(c):
    """Two to six turns; the last one is the turn."""
    story = Story()
    first = _step(c, story, ((next_mask.show, 3.0), (follow_up.question, 1.0), (follow_up.number, 0.7)))
    if first is None:
        return None
    story.add(c, first)
    between, last_steps = (_TAUGHT, _TAUGHT_LAST) if c.split == "train" else (_STEPS, _LAST)
    for _ in range(c.rng.choices((0, 1, 2, 3, 4), (50, 22, 14, 8, 6))[0]):
        turn = _step(c, story, between)
        if turn is None:
            return None
        story.add(c, turn)
    last = _step(c, story, last_steps)
    return last and story.tell(last)


def dialogue(c):
    return after_edit(c) if c.rng.random() < 0.15 else conversation(c)
