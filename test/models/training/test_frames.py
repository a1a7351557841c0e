"""The lists of sentences: what a bracket stands for, held-out sentences apart, slips of the finger."""
import os
import random
import re
import sys
import unittest

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))

import reading  # noqa: E402,F401
from models.training.scenes.casual import chatty, mistyped, typed  # noqa: E402
from models.training.scenes.frames import Frames, expand  # noqa: E402
from models.training.scenes.turn import Context  # noqa: E402
from models.training.scenes.wordings import all_frames, known_words  # noqa: E402
from models.training.scenes.words import corpus, words_of  # noqa: E402


class Sentences(unittest.TestCase):
    def test_a_bracket_is_a_choice(self):
        self.assertEqual(sorted(expand("[|now ]mark [a|b]")), ["mark a", "mark b", "now mark a", "now mark b"])

    def test_training_never_draws_a_held_out_sentence(self):
        frames, rng = Frames(["[a|b] [c|d]"], ["a c", "e"]), random.Random(1)
        self.assertEqual({frames.draw(rng) for _ in range(200)}, {"a d", "b c", "b d"})
        self.assertEqual({frames.draw(rng, True) for _ in range(200)}, {"a c", "e"})

    def test_every_list_has_sentences_for_both_splits(self):
        rng = random.Random(2)
        for frames in all_frames():
            self.assertTrue(all(frames.patterns), frames.patterns)
            for _ in range(20):
                self.assertNotIn(frames.draw(rng), frames.reserved)

    def test_held_out_sentences_use_words_that_training_uses(self):
        known = set()
        for frames in all_frames():
            known |= set(re.findall(r"[a-z]+", " ".join(part for pattern in frames.patterns[0] for part in expand(pattern))))
        known |= words_of(corpus(4000, 4))
        for frames in all_frames():
            for pattern in frames.patterns[1]:
                self.assertEqual(set(re.findall(r"[a-z]+", re.sub(r"\{\w+\}s?", "", pattern))) - known, set(), pattern)


class Slips(unittest.TestCase):
    def test_a_slip_never_makes_a_known_word(self):
        known, rng = known_words(), random.Random(3)
        for text in ("the small cubes left of the balls", "how many rings are there", "which star is nearest"):
            for _ in range(300):
                slip = mistyped(text, rng, known)
                changed = [b for a, b in zip(text.split(), slip.split()) if a != b]
                self.assertEqual(len(text.split()), len(slip.split()))
                self.assertLessEqual(len(changed), 1)
                self.assertFalse(set(changed) & known)

    def test_about_six_sentences_in_a_hundred_have_a_slip(self):
        known, rng = known_words(), random.Random(4)
        slips = sum(bool(set(re.findall("[a-z]+", typed("segment purple pyramids", rng, known))) - {"segment", "purple", "pyramids"}) for _ in range(3000))
        self.assertTrue(0.04 < slips / 3000 < 0.08)

    def test_chatter_leaves_the_sentence_whole(self):
        rng, seen = random.Random(6), set()
        for _ in range(300):
            said = chatty("where is the red cube?", rng)
            self.assertTrue("where is the red cube" in said and said.endswith("?") and len(said) > 22, said)
            seen.add(said)
        self.assertGreater(len(seen), 30)

    def test_only_training_chats(self):
        scene = reading.SCENES[-1]
        said = {split: [Context(scene, random.Random(n), split).polish("select it") for n in range(400)] for split in ("train", "heldout")}
        before = [sum(text.endswith("select it") and text != "select it" for text in texts) for texts in said.values()]
        self.assertTrue(before[0] > 3 and before[1] == 0, before)


if __name__ == "__main__":
    unittest.main()
