"""Corrections by hand and pointing in the middle of a conversation. Run: npm test -- test_by_hand"""
import os
import random
import sys
import unittest

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), *[os.pardir] * 3))

import numpy as np  # noqa: E402

from models.training.scenes import by_hand, dialogue  # noqa: E402
from models.training.scenes.regions import BOX, NEGATIVE, POINT, SCRIBBLE  # noqa: E402
from models.training.scenes.samples import make_turn  # noqa: E402
from models.training.scenes.turn import Context  # noqa: E402
from models.training.scenes.words import flat_scene  # noqa: E402

SCENES = [flat_scene(f"by hand/{i}", 1 + i % 3) for i in range(60)]


def turns_of(maker):
    for number, scene in enumerate(SCENES * 3):
        turn = maker(Context(scene, random.Random(number), "train", typos=0))
        if turn:
            yield scene, turn


def under(scene, turn):
    """The object that what was drawn lies on most, of its own size: a click, box or stroke over several means the one it fits."""
    drawn = np.repeat(np.repeat(turn.regions[0].raster, 2, 0), 2, 1).astype(bool)
    if turn.regions[0].type == BOX:
        return max(scene.objects, key=lambda t: (drawn & (scene.ids == t.id)).sum() / (drawn | (scene.ids == t.id)).sum()).id
    return max(scene.objects, key=lambda t: (drawn & (scene.ids == t.id)).sum()).id


class Corrections(unittest.TestCase):
    def check(self, maker, wanted, kinds, silent=True):
        """wanted: (ids before, object pointed at) -> ids after."""
        seen = set()
        for scene, turn in turns_of(maker):
            x, y, _ = turn.clicks.get("points", [(0, 0, 1)])[0]
            i = int(scene.ids[y, x]) if "points" in turn.clicks else under(scene, turn)
            self.assertEqual(turn.targets, sorted(wanted(set(turn.past[0]), i)), turn)
            seen.add(turn.regions[0].type)
            self.assertTrue(turn.text or turn.regions[0].type in (POINT, NEGATIVE), turn)
            self.assertTrue(turn.text or silent, turn)
        self.assertEqual(seen, kinds)

    def test_this_too_adds(self):
        self.check(by_hand.add, lambda before, i: before | {i}, {POINT, BOX, SCRIBBLE})

    def test_not_this_takes_away(self):
        self.check(by_hand.drop, lambda before, i: before - {i}, {NEGATIVE, BOX, SCRIBBLE})

    def test_this_one_instead_replaces(self):
        self.check(by_hand.instead, lambda before, i: {i}, {POINT, BOX, SCRIBBLE}, silent=False)


class Midway(unittest.TestCase):
    def test_what_is_pointed_at_in_a_conversation_has_words_and_means_the_same(self):
        midway = 0
        for kind in ("prompt.point", "prompt.box", "prompt.scribble"):
            rng = random.Random(kind)
            for scene in SCENES * 2:
                turn = make_turn(scene, kind, rng)
                if turn and turn.history:
                    midway += 1
                    self.assertTrue(turn.text and turn.masks and turn.regions, turn)
        self.assertGreater(midway, 30)

    def test_something_that_is_not_there_is_asked_for_between_two_turns(self):
        answers = {"train": 0, "heldout": 0}
        for split in answers:
            for number, scene in enumerate(SCENES * 6):
                turn = dialogue.conversation(Context(scene, random.Random(number), split, typos=0))
                answers[split] += sum(action == "none" and not names and bool(text) for _, action, names, text in turn.history) if turn else 0
        self.assertGreater(answers["train"], 5)
        self.assertEqual(answers["heldout"], 0)  # sets keep their mix

    def test_an_earlier_mask_shows_its_objects(self):
        for scene, turn in turns_of(by_hand.drop):
            self.assertEqual(sorted({i for region, _ in turn.masks for i in region.shows}), sorted(turn.past[0]))


if __name__ == "__main__":
    unittest.main()
