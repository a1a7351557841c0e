"""What the tests of sentences share: scenes, turns about them, and reading a sentence from its words alone, without the code that made it."""
import os
import random
import re
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), *[os.pardir] * 3))

from models.training.scenes.frames import expand  # noqa: E402
from models.training.scenes.language import COLOUR_WORDS, MATERIAL_WORDS, NICKNAMES, NOUNS, RELATIONS, SIZE_WORDS  # noqa: E402
from models.training.scenes.render import make_scene  # noqa: E402
from models.training.scenes.samples import make_turn  # noqa: E402
from models.training.scenes.words import flat_scene  # noqa: E402
from models.training.scenes.wordings import FOREIGN_COLOURS, FOREIGN_NOUNS, FOREIGN_PLURALS, RELATION_WORDS  # noqa: E402
from models.training.scenes.world import COLOUR_NAMES  # noqa: E402

RENDERED = [make_scene(f"wording/{i}", 1 + i % 3) for i in range(4)]
SCENES = RENDERED + [flat_scene(f"wording/{i}", 1 + i % 3) for i in range(60)]
# A word -> (which attribute, value).
MEANING = {name: (2, name) for name in COLOUR_NAMES}
for key, table in ((0, SIZE_WORDS), (1, MATERIAL_WORDS), (2, COLOUR_WORDS)):
    MEANING.update({word: (key, value) for value, said in table.items() for word in said})
MEANING.update({word.split("-")[0]: (3, shape) for shape, nouns in NOUNS.items() for pair in nouns for word in pair})


def turns_of(kind, rounds=1, split="train"):
    """(scene, turn) for every scene, `rounds` times, without slips of the finger."""
    rng = random.Random(f"wording/{kind}")
    for _ in range(rounds):
        for scene in SCENES:
            turn = make_turn(scene, kind, rng, split, typos=0)
            if turn:
                yield scene, turn


def attributes_in(text):
    """[(which attribute, value)] that a text names. "can you" names no cylinder."""
    words = re.sub(r"\bcan (?=you|u\b|not)", "", text)
    return [MEANING[word] for word in re.findall(r"[a-z]+", words) if word in MEANING]


def attributes_of(thing):
    return thing.size, thing.material, thing.colour, thing.shape


def fits(scene, text):
    """Ids of the objects that every attribute a text names is true of."""
    for shape, (nickname, rival) in NICKNAMES.items():
        if not rival or any(t.shape == shape for t in scene.objects) and not any(t.shape == rival for t in scene.objects):
            text = text.replace(nickname, shape)
    wanted = attributes_in(text)
    return [t.id for t in scene.objects if all(attributes_of(t)[key] == value for key, value in wanted)]


def foreign_in(text):
    """Whether a sentence asks for what no table of this world holds."""
    return bool(set(re.findall("[a-z]+", text)) & {*FOREIGN_NOUNS, *FOREIGN_PLURALS, *FOREIGN_COLOURS})


def relation_in(text):
    """(relation, words before it, words after it) of the first relation in a sentence."""
    places = []
    for name in RELATIONS:
        for words in RELATION_WORDS[name]:
            found = re.search(rf"\b{words} (?=the )", text + " ") or re.search(rf"\b{words} (?!the )", text + " ")
            if found:
                places.append((found.start(), -len(words), name, found.end()))
    if not places:
        return None
    start, _, name, end = min(places)
    return name, text[:start], text[end:]


def standing(scene, relation, head, anchor):
    """Ids of the objects that the words `head` fit and that stand in a relation to object `anchor`."""
    axis, sign = {"left": (0, -1), "right": (0, 1), "front": (1, 1), "behind": (1, -1)}[relation]
    place = scene.objects[anchor - 1].base[axis]
    return [i for i in fits(scene, head) if i != anchor and sign * (scene.objects[i - 1].base[axis] - place) > 0]


def said_as(text, frames):
    """What stands for the places of a frame of this list in a sentence; None when the sentence is none of them."""
    for pattern in frames.patterns[0] + frames.patterns[1]:
        for sentence in expand(pattern):
            found = sentence and re.fullmatch(re.sub(r"\\\{(\w)\\\}", r"(?P<\1>.+)", re.escape(sentence)), text.rstrip("?.!"))
            if found:
                return found.groupdict()
    return None
