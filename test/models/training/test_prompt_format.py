"""Token sequences of turns, written out by hand with the shipped tokenizer's ids."""
import os
import sys
import unittest

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))

import tiny  # noqa: E402
import numpy as np  # noqa: E402

from models.training.prompt_format import encode_turn  # noqa: E402
from models.training.scenes.regions import BOX, POINT, PREVIOUS, Region  # noqa: E402
from models.training.scenes.turn import Turn  # noqa: E402
from models.training.scenes.world import Scene, Thing  # noqa: E402
from models.training.tokenizer import SPECIAL_TOKENS, Tokenizer  # noqa: E402

TOKENIZER = Tokenizer(os.path.join(tiny.ROOT, 'models', 'checkpoints', 'nano', 'tokenizer.json'))
USER, ASSISTANT, END, REGION, MASKS, OPEN, CLOSE, SEG = 3073, 3074, 3075, 3078, 3079, 3080, 3081, 3082
QUERIES_AND_EDIT = [3083, 3084, 3085, 3086, 3087]
ANSWER, SEGMENT, NONE, REMOVE, RECOLOUR, DRAW = 3088, 3089, 3090, 3091, 3093, 3096
RED, CUBE, THE, IT, BLUE, COMMA = 327, 310, 259, 391, 336, 44


def thing(number, colour, shape, x):
    return Thing(number, shape, colour, 'small', 'matte', (x, 10, x + 10, 20), (x + 5.0, 15.0), (float(x), 20.0), 100)


# the red cube stands to the right of the blue ball
SCENE = Scene(None, None, [thing(1, 'red', 'cube', 60), thing(2, 'blue', 'ball', 20)], {})


def region(kind):
    return Region(kind, np.zeros((64, 64), np.uint8))


def encoded(**fields):
    return encode_turn(Turn('test', **{'named': None, 'match': None, **fields}), SCENE, TOKENIZER)


class Ids(unittest.TestCase):
    def test_special_tokens_follow_the_text_in_the_order_of_their_list(self):
        self.assertEqual([TOKENIZER.special[token] for token in SPECIAL_TOKENS], list(range(3072, 3072 + 33)))

    def test_text_is_lower_cased_collapsed_and_starts_with_a_space(self):
        self.assertEqual(TOKENIZER.encode('  Red \n CUBE '), [RED, CUBE])
        self.assertEqual(TOKENIZER.encode(''), [])
        self.assertEqual(TOKENIZER.decode(TOKENIZER.encode('Where is the RED cube?')), 'where is the red cube?')

    def test_any_text_has_ids_and_comes_back(self):
        text = 'größe 10,5 — 猫 🙂 <|user|>'
        self.assertEqual(TOKENIZER.decode(TOKENIZER.encode(text)), text)
        self.assertTrue(all(index < 3072 for index in TOKENIZER.encode(text)))


class Looks(unittest.TestCase):
    def test_words_look_at_what_they_mean_and_names_at_what_is_named_next(self):
        segment, _ = encoded(text='the red cube and it', action='segment', names='blue ball, red cube', targets=[1, 2], match=[1, 2], named=[[2], [1]])
        at = segment.ids.index(ASSISTANT)
        self.assertEqual([look for look in segment.looks if look[1] == 0], [(at, 0, [1, 2]), (at + 1, 0, [1, 2])])
        # <p> blue ball , red cube: the next word is of the ball, of the ball, of the cube (behind a comma), of the cube, of the cube, of nothing
        self.assertEqual([(row - at - 2, ids) for row, head, ids in segment.looks if head == 1], [(0, [2]), (1, [2]), (2, [1]), (3, [1]), (4, [1]), (5, [])])

    def test_what_nothing_fits_looks_nowhere(self):
        segment, _ = encoded(text='the red ball', action='none', answer='red ball', match=[], named=[])
        self.assertEqual([ids for _, _, ids in segment.looks], [[], []])

    def test_an_earlier_mask_looks_at_what_it_shows(self):
        shown = Region(PREVIOUS, np.zeros((64, 64), np.uint8), [2])
        segment, _ = encoded(text='it', action='segment', names='red cube', targets=[1], masks=[(shown, 'blue ball'), (region(PREVIOUS), 'red cube')])
        self.assertEqual(segment.looks, [(1, 0, [2])])

    def test_a_turn_that_does_not_say_is_not_taught(self):
        self.assertEqual(encoded(text='the red cube', action='segment', names='red cube', targets=[1])[0].looks, [])

    def test_names_and_objects_that_differ_in_number_are_refused(self):
        with self.assertRaisesRegex(ValueError, '2 objects are named by a list of 1 parts'):
            encoded(text='these', action='segment', names='red cube', targets=[1, 2], match=[1, 2], named=[[1], [2]])


class Sequences(unittest.TestCase):
    def test_a_mask_turn(self):
        segment, regions = encoded(text='the red cube', action='segment', names='red cube', targets=[1])
        self.assertEqual(segment.ids, [USER, THE, RED, CUBE, ASSISTANT, SEGMENT, OPEN, RED, CUBE, CLOSE, SEG, *QUERIES_AND_EDIT])
        self.assertEqual(segment.slots, [10, 11, 12, 13, 14, 15])
        self.assertEqual((segment.regions, regions), ([], []))

    def test_everything_from_the_action_to_seg_is_learnt_and_the_queries_are_not(self):
        segment, _ = encoded(text='the red cube', action='segment', names='red cube', targets=[1])
        self.assertEqual(segment.answers, [(4, SEGMENT), (5, OPEN), (6, RED), (7, CUBE), (8, CLOSE), (9, SEG)])

    def test_an_answer_says_its_evidence_first(self):
        segment, _ = encoded(text='it', action='answer', answer='red', names='blue ball, red cube')
        ball = TOKENIZER.encode('ball')
        self.assertEqual(segment.ids, [USER, IT, ASSISTANT, ANSWER, OPEN, BLUE, *ball, COMMA, RED, CUBE, CLOSE, RED, END])
        self.assertEqual(segment.answers[-1], (len(segment.ids) - 2, END))
        self.assertIsNone(segment.slots)

    def test_an_answer_without_evidence_has_no_names(self):
        segment, _ = encoded(text='it', action='answer', answer='red')
        self.assertEqual(segment.ids, [USER, IT, ASSISTANT, ANSWER, RED, END])

    def test_no_such_object_repeats_the_phrase(self):
        segment, _ = encoded(text='the blue cube', action='none', answer='blue cube')
        self.assertEqual(segment.ids, [USER, THE, BLUE, CUBE, ASSISTANT, NONE, BLUE, CUBE, END])

    def test_an_edit_puts_the_description_between_names_and_seg(self):
        segment, _ = encoded(text='it blue', action='recolour', names='red cube', answer='blue', targets=[1])
        self.assertEqual(segment.ids, [USER, IT, BLUE, ASSISTANT, RECOLOUR, OPEN, RED, CUBE, CLOSE, BLUE, SEG, *QUERIES_AND_EDIT])

    def test_drawing_ends_at_once(self):
        segment, _ = encoded(text='the red cube', action='draw')
        self.assertEqual(segment.ids, [USER, THE, RED, CUBE, ASSISTANT, DRAW, END])

    def test_regions_of_the_turn_follow_its_text(self):
        first, second = region(POINT), region(BOX)
        segment, regions = encoded(text='it', action='segment', names='red cube', targets=[1], regions=[first, second])
        self.assertEqual(segment.ids[:5], [USER, IT, REGION, REGION, ASSISTANT])
        self.assertEqual(segment.regions, [(2, 0), (3, 1)])
        self.assertIs(regions[0], first)
        self.assertIs(regions[1], second)

    def test_masks_come_before_the_history_and_only_the_newest_four(self):
        earlier = [(region(PREVIOUS), 'red cube') for _ in range(6)]
        segment, regions = encoded(text='it', action='remove', names='red cube', targets=[1], masks=earlier, history=[('the red cube', 'segment', 'red cube', '')], regions=[region(POINT)])
        one = [REGION, RED, CUBE]
        self.assertEqual(segment.ids, [MASKS, *one * 4, USER, THE, RED, CUBE, ASSISTANT, SEGMENT, OPEN, RED, CUBE, CLOSE, END,
                                       USER, IT, REGION, ASSISTANT, REMOVE, OPEN, RED, CUBE, CLOSE, SEG, *QUERIES_AND_EDIT])
        self.assertEqual([index for _, index in segment.regions], [0, 1, 2, 3, 4])
        self.assertTrue(all(segment.ids[position] == REGION for position, _ in segment.regions))
        self.assertEqual(len(regions), 5)
        self.assertIs(regions[0], earlier[2][0])

    def test_history_is_the_last_two_turns(self):
        turns = [('it', 'answer', '', word) for word in ('red', 'blue', 'cube')]
        segment, _ = encoded(text='the', action='none', answer='it', history=turns)
        self.assertEqual(segment.ids, [USER, IT, ASSISTANT, ANSWER, BLUE, END, USER, IT, ASSISTANT, ANSWER, CUBE, END, USER, THE, ASSISTANT, NONE, IT, END])
        self.assertEqual(segment.answers[0], (14, NONE))

    def test_an_earlier_answer_keeps_what_it_hangs_on(self):
        segment, _ = encoded(text='it', action='none', answer='it', history=[('the', 'answer', 'red cube', 'red')])
        self.assertEqual(segment.ids[:9], [USER, THE, ASSISTANT, ANSWER, OPEN, RED, CUBE, CLOSE, RED])


if __name__ == '__main__':
    unittest.main()
