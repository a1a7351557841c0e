"""Learning a byte-level BPE, and going on from one."""
import json
import os
import sys
import unittest

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))

import tiny  # noqa: E402
from models.training.tokenizer import Tokenizer, learn, tokenizer_json  # noqa: E402

FIRST = ['the red cube', 'the red ball', 'a red cube'] * 3
MORE = FIRST + ['a violet doughnut', 'the doughnut is violet'] * 3


class Extending(unittest.TestCase):
    def setUp(self):
        self.folder = tiny.folder(self)
        self.first = learn(FIRST)
        self.more = learn(MORE, known=self.first)

    def tokenizer(self, learnt):
        path = os.path.join(self.folder, 'tokenizer.json')
        with open(path, 'w') as file:
            json.dump(tokenizer_json(*learnt), file)
        return Tokenizer(path)

    def test_every_id_keeps_its_meaning_and_new_words_become_one_token(self):
        before, after = self.tokenizer(self.first), self.tokenizer(self.more)
        self.assertEqual({piece: after.vocabulary[piece] for piece in before.vocabulary}, before.vocabulary)
        self.assertEqual(after.encode('the red cube'), before.encode('the red cube'))
        self.assertGreater(len(before.encode('violet doughnut')), 4)
        self.assertEqual(len(after.encode('violet doughnut')), 2)

    def test_what_is_not_known_still_has_ids_and_comes_back(self):
        after = self.tokenizer(self.more)
        self.assertEqual(after.decode(after.encode('zwölf 猫')), 'zwölf 猫')

    def test_it_ends_at_the_size_asked_for(self):
        vocabulary, merges = learn(MORE, size=len(self.first[0]) + 3, known=self.first)
        self.assertEqual((len(vocabulary), len(merges)), (len(self.first[0]) + 3, len(self.first[1]) + 3))


if __name__ == '__main__':
    unittest.main()
