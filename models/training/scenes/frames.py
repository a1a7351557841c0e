"""Sentence frames as a small grammar: '[please |can you |][mark|select] {x}' stands for every way of choosing one part of each bracket.

A list has a part that only the held-out split says; a training draw that happens to form such a sentence is drawn again.
"""
import re
from itertools import product

_PART = re.compile(r"\[([^\]]*)\]|([^\[]+)")


def parse(pattern):
    """'[a|b] c' -> [['a', 'b'], [' c']]."""
    return [choices.split("|") if plain == "" else [plain] for choices, plain in _PART.findall(pattern)]


def _join(parts):
    return " ".join("".join(parts).split())


def expand(pattern):
    """Every sentence a pattern stands for."""
    return [_join(parts) for parts in product(*parse(pattern))]


class Frames:
    """train, heldout: patterns of the two splits; `Frames(...).draw(rng, heldout)` is one sentence frame."""

    def __init__(self, train, heldout):
        self.patterns = train, heldout
        self.parsed = [[parse(pattern) for pattern in patterns] for patterns in self.patterns]
        self.reserved = frozenset(sentence for pattern in heldout for sentence in expand(pattern)) - {""}

    def draw(self, rng, heldout=False):
        choice = rng.choice
        while True:
            parts = choice(self.parsed[heldout])
            sentence = _join([part[0] if len(part) == 1 else choice(part) for part in parts])
            if heldout or sentence not in self.reserved:
                return sentence
