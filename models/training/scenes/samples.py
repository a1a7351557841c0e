"""Turns about a scene, by lot.

    turns = sample_turns(scene, random.Random(7), 12)

`weights` changes the mix: a factor on the default share, by kind ('qa.count') or by group ('qa', 'prompt', 'edit').
"""
import random

from . import ask, by_hand, change, compare, dialogue, groups, missing, odd, parts, prompts, refer, talk
from .casual import TYPOS
from .turn import Context

# Default shares in per cent.
SHARES = {
    "qa.colour": 3.0, "qa.shape": 3.0, "qa.count": 3.4, "qa.exists": 3.4, "qa.compare": 3.4, "qa.spatial": 3.4, "qa.size": 1.2, "qa.material": 1.4, "qa.attribute": 2.2, "qa.same": 2.0, "qa.odd": 0.8, "qa.unknown": 1.2,
    "refer.attribute": 6.0, "refer.relation": 6.5, "refer.ordinal": 3.0, "refer.compare": 2.0, "refer.plural": 3.6, "refer.group": 2.4, "refer.negation": 2.8, "refer.odd": 0.8, "refer.part": 1.4,
    "none": 8.0, "reason": 2.4, "class": 2.4,
    "prompt.point": 6.0, "prompt.box": 4.0, "prompt.scribble": 3.5, "prompt.mask": 3.5,
    "refine.words": 5.0, "refine.point": 2.4, "dialogue": 6.4,
    "edit.remove": 2.0, "edit.recolour": 2.0, "edit.replace": 2.0, "edit.background": 1.0, "edit.generate": 0.8, "draw": 0.6,
}
MAKERS = {
    "qa.colour": ask.colour, "qa.shape": ask.shape, "qa.count": ask.count, "qa.exists": ask.exists, "qa.compare": compare.compare, "qa.spatial": compare.spatial,
    "qa.size": ask.size, "qa.material": ask.material, "qa.attribute": ask.yes_no, "qa.same": compare.same, "qa.odd": odd.question, "qa.unknown": ask.unknown,
    "refer.attribute": refer.attribute, "refer.relation": refer.relation, "refer.ordinal": refer.ordinal, "refer.compare": refer.compare,
    "refer.plural": groups.plural, "refer.group": groups.group, "refer.negation": groups.negation, "refer.odd": odd.expression, "refer.part": parts.part,
    "none": missing.none, "reason": refer.reason, "class": refer.class_word,
    "prompt.point": prompts.point, "prompt.box": prompts.box, "prompt.scribble": prompts.scribble, "prompt.mask": prompts.mask,
    "refine.words": talk.refine_words, "refine.point": by_hand.refine_point, "dialogue": dialogue.dialogue,
    "edit.remove": change.remove, "edit.recolour": change.recolour, "edit.replace": change.replace, "edit.background": change.background,
    "edit.generate": change.generate, "draw": change.draw,
}
KINDS = tuple(SHARES)
# Kinds that ignore earlier turns, so that they may be asked in the middle of a conversation.
_FRESH = frozenset(k for k in KINDS if k.startswith(("qa.", "refer.", "edit.")) or k in ("none", "reason", "class"))
_POINTED = ("prompt.point", "prompt.box", "prompt.scribble")

# Share of those that are: a session has one first turn and many others, and must not be distracted by what was before.
_MIDWAY = 0.35


def _conversation(context, rng):
    """Masks, history and `past` of a conversation about other things: one to three masks, the last two turns, questions among them."""
    masks, history, past = [], [], []
    for _ in range(rng.choices((1, 2, 3), (60, 25, 15))[0]):
        earlier = context.earlier([context.one()])
        masks += earlier["masks"]
        history += earlier["history"]
        past += earlier["past"]
        if rng.random() < 0.4:
            asked = rng.choice((ask.colour, ask.shape, ask.count, missing.missing))(context)
            if asked:
                history.append((asked.text, asked.action, asked.names, asked.answer))
    return masks, history, past


def shares(weights=None):
    """Kind -> share after `weights` (factors by kind or group)."""
    weights = weights or {}
    unknown = set(weights) - set(KINDS) - {k.split(".")[0] for k in KINDS}
    if unknown:
        raise ValueError(f"unknown kinds in weights: {sorted(unknown)}")
    return {k: v * weights.get(k, 1.0) * (weights.get(k.split(".")[0], 1.0) if "." in k else 1.0) for k, v in SHARES.items()}


def make_turn(scene, kind, rng, split="train", tries=6, typos=TYPOS):
    """One turn of a kind, or None when the scene gives none in `tries` attempts. typos: share of sentences with a slip of the finger."""
    context = Context(scene, rng, split, typos)
    for _ in range(tries):
        turn = MAKERS[kind](context)
        if turn:
            fresh = kind in _FRESH or kind in _POINTED and turn.text  # without words, what is pointed at is read by itself
            if fresh and not turn.masks and not turn.history and rng.random() < _MIDWAY:
                turn.masks, turn.history, turn.past = _conversation(context, rng)
            return turn
    return None


def sample_turns(scene, rng, count, split="train", weights=None, typos=TYPOS):
    """`count` turns about a scene. rng: random.Random, or a numpy Generator it is seeded from. split: 'train' or 'heldout'."""
    if not isinstance(rng, random.Random):
        rng = random.Random(int(rng.integers(2 ** 62)))
    mix = shares(weights)
    kinds, values = list(mix), list(mix.values())
    turns = []
    while len(turns) < count:
        turn = make_turn(scene, rng.choices(kinds, values)[0], rng, split, typos=typos)
        if turn:
            turns.append(turn)
    return turns
