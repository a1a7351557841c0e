"""Noun phrases in a sentence and what they fit in a scene."""
import os
import random
import sys
import unittest

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))

import tiny  # noqa: E402

from models.training.prompt_format import MENTIONED, encode_turn, mention_looks  # noqa: E402
from models.training.scenes.language import Facts, ids_of  # noqa: E402
from models.training.scenes.mentions import mentions  # noqa: E402
from models.training.scenes.render import make_scene  # noqa: E402
from models.training.scenes.samples import make_turn  # noqa: E402
from models.training.tokenizer import Tokenizer, pieces  # noqa: E402

TOKENIZER = Tokenizer(os.path.join(tiny.ROOT, 'models', 'checkpoints', 'nano', 'tokenizer.json'))
SCENES = [make_scene(f'mentions/{i}', 2) for i in range(12)]


def read(text, scene):
    """[(last word, ids)] of every phrase."""
    words = pieces(' ' + text)
    return [(words[at].strip(), ids_of(bits)) for at, bits in mentions(words, Facts(scene.objects))]


def fits(scene, **values):
    return [thing.id for thing in scene.objects if all(getattr(thing, name) == value for name, value in values.items())]


class Mentions(unittest.TestCase):
    def test_every_phrase_of_a_relation_is_read_by_itself(self):
        for scene in SCENES:
            self.assertEqual(read('the cube left of the big red ball', scene), [('cube', fits(scene, shape='cube')), ('ball', fits(scene, shape='ball', colour='red', size='large'))])

    def test_words_for_one_value_mean_the_same(self):
        for scene in SCENES:
            self.assertEqual(read('segment the stripy violet star-shaped things', scene)[0][1], fits(scene, material='striped', colour='purple', shape='star'))
            self.assertEqual(read('the little one', scene), [('one', fits(scene, size='small'))])

    def test_what_no_scene_has_fits_nothing(self):
        for text, last in (('the pink cube', 'cube'), ('a red elephant', 'elephant')):
            self.assertEqual(read(text, SCENES[0]), [(last, [])])

    def test_words_that_say_no_attribute_mention_nothing(self):
        for text in ('what is this', 'the other one', 'can you remove it', 'how many things are there'):
            self.assertEqual(read(text, SCENES[0]), [])

    def test_a_phrase_beside_an_unknown_word_is_left_out(self):
        self.assertEqual(read('the rde ball', SCENES[0]), [])

    def test_an_expression_for_one_object_mentions_it(self):
        lot, seen = random.Random(3), 0
        for scene in SCENES:
            turn = make_turn(scene, 'refer.attribute', lot, typos=0)
            for _, ids in read(turn.text, scene) if turn else []:
                seen += 1
                self.assertEqual(ids, turn.targets)
        self.assertGreater(seen, 6)

    def test_the_look_is_taught_at_the_last_token_of_the_phrase(self):
        text = 'show me the shiny donut please'
        (row, head, ids), = mention_looks(5, text, SCENES[0], TOKENIZER)
        self.assertEqual((head, ids), (MENTIONED, fits(SCENES[0], material='shiny', shape='ring')))
        self.assertEqual(TOKENIZER.decode(TOKENIZER.encode(text)[:row - 5 + 1]), 'show me the shiny donut')

    def test_a_turn_carries_it_at_its_own_words(self):
        turn = next(turn for seed in range(50) if (turn := make_turn(SCENES[0], 'refer.attribute', random.Random(seed), typos=0)) and read(turn.text, SCENES[0]))
        segment, _ = encode_turn(turn, SCENES[0], TOKENIZER)
        user = len(segment.ids) - 1 - segment.ids[::-1].index(TOKENIZER.special['<|user|>'])
        rows = [row for row, head, _ in segment.looks if head == MENTIONED]
        self.assertTrue(rows and all(user < row <= user + len(TOKENIZER.encode(turn.text)) for row in rows))


if __name__ == '__main__':
    unittest.main()
