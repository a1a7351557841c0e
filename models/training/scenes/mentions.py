"""Noun phrases in what a user says, read off the words alone: 'the small cube left of the red ball' mentions every small cube and every red ball."""
import re
from functools import lru_cache

from . import wordings
from .language import COLOUR_WORDS, MATERIAL_WORDS, NOUNS, SIZE_WORDS, THINGS
from .world import COLOUR_NAMES, MATERIALS, SHAPES, SIZES

COLOUR, SHAPE, NOBODY = 2, 3, "nothing in a scene"


@lru_cache(None)
def _tables():
    """(word -> (attribute, value) for adjectives, word -> shape for nouns, words for anything): what no scene has is NOBODY."""
    adjectives = {word: (COLOUR, NOBODY) for colour in wordings.FOREIGN_COLOURS for word in colour.split()}
    for key, values, words in ((0, SIZES, SIZE_WORDS), (1, MATERIALS, MATERIAL_WORDS), (COLOUR, COLOUR_NAMES, COLOUR_WORDS)):
        adjectives.update((word, (key, value)) for value in values for word in (value, *words.get(value, ())))
    nouns = {word: NOBODY for noun in (*wordings.FOREIGN_NOUNS, *wordings.FOREIGN_PLURALS) for word in noun.split()[-1:]}
    nouns.update((word, shape) for shape in SHAPES for pair in NOUNS[shape] for word in pair if word.isalpha())
    return adjectives, nouns, {"one", "ones"}.union(*THINGS)


def mentions(words, facts):
    """words: the pieces of a sentence, in order (tokenizer.pieces). facts: `language.Facts`. -> (index of a phrase's last word, bit set of the
    objects that it fits, 0 for none) of every phrase that says an attribute. A phrase beside a word that nobody knows is left out: it may be
    a slip of the finger for another attribute."""
    adjectives, nouns, things = _tables()
    words = [word.strip() for word in words]
    found, said, doubtful = [], {}, False
    for at, word in enumerate(words):
        shaped = words[at + 1:at + 3] == ["-", "shaped"]
        if word in ("-", "shaped") and said:
            continue
        if word in adjectives:
            key, value = adjectives[word]
            said[key] = value if said.get(key, value) == value else NOBODY
            continue
        if word in nouns and (said or word != "can"):  # 'can you see' is no cylinder
            said[SHAPE] = nouns[word]
            if shaped:
                continue
        if said and not doubtful and (SHAPE in said or word in things):
            fits = facts.match([said.get(key) for key in range(4)]) if NOBODY not in said.values() else 0
            found.append((at, fits))
        doubtful = bool(re.fullmatch("[a-z]+", word)) and word not in wordings.known_words()
        said = {}
    return found
