"""What a turn means after the ones before it."""
import os
import random
import re
import sys
import unittest

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))

from reading import SCENES, fits, said_as, turns_of  # noqa: E402
from models.training.scenes import afterwards, follow_up, groups, next_mask, wordings  # noqa: E402
from models.training.scenes.story import Story  # noqa: E402
from models.training.scenes.turn import Context  # noqa: E402
from models.training.scenes.world import COLOUR_NAMES, SHAPES  # noqa: E402


def several(c, story):
    return groups.plural(c)


class Conversations(unittest.TestCase):
    def steps(self, step, frames=None, first=next_mask.show, before=1):
        """Turns of one step after `before` turns of `first`: (scene, turn, story, words that fill the frame)."""
        found = 0
        for number, scene in enumerate(SCENES * 3):
            c = Context(scene, random.Random(number), "train", typos=0)
            story = Story()
            for _ in range(before):
                turn = first(c, story)
                if turn and not turn.regions:
                    story.add(c, turn)
            turn = len(story.history) == before and step(c, story)
            words = turn and (said_as(turn.text, frames) if frames else {})
            if turn and words is not None:
                found += 1
                yield scene, turn, story, words
        self.assertGreater(found, 5)

    def test_history_and_masks_fit_together(self):
        lengths = set()
        for _, turn in turns_of("dialogue", 6):
            lengths.add(len(turn.history))
            marked = [entry for entry in turn.history if entry[1] == "segment"]
            if not any(action in ("remove", "recolour", "replace", "background") for _, action, _, _ in turn.history):
                self.assertEqual(len(marked), len(turn.past), turn)
                self.assertGreaterEqual(len(turn.masks), len(marked))
            for user, action, names, text in turn.history:
                self.assertTrue(action == "answer" or bool(names) == (action != "none"), turn)
                self.assertTrue(user and (text or action not in ("answer", "none")))
        self.assertEqual(lengths, {1, 2, 3, 4, 5})

    def test_also_adds_what_is_named(self):
        for scene, turn, story, words in self.steps(next_mask.also, wordings.ALSO):
            self.assertEqual(turn.targets, sorted({*story.ids, *fits(scene, words["x"])}), turn)

    def test_without_takes_away_what_is_named(self):
        for scene, turn, story, words in self.steps(next_mask.without, wordings.WITHOUT, several):
            out = set(fits(scene, words["x"])) & set(story.ids)
            side = re.search(r"(left|right)(most)? one", words["x"])
            if side:
                out = {(min if side[1] == "left" else max)(story.ids, key=lambda i: scene.objects[i - 1].base[0])}
            self.assertEqual((turn.targets, len(out)), (sorted(set(story.ids) - out), 1), turn)

    def test_only_keeps_what_is_named(self):
        for scene, turn, story, words in self.steps(next_mask.only, wordings.ONLY, several):
            self.assertEqual(turn.targets, sorted(set(fits(scene, words["x"])) & set(story.ids)), turn)

    def test_everything_else_the_inverse_and_a_half(self):
        seen = set()
        for scene, turn, story, _ in self.steps(next_mask.algebra):
            others = [t.id for t in scene.objects if t.id not in story.ids]
            if turn.place is not None:
                side = turn.names.split()[0]
                self.assertTrue(any(words in turn.text for words in wordings.PART_WORDS[side]), turn)
                self.assertEqual(turn.targets, story.ids)
            elif turn.targets[0] == 0:
                self.assertEqual((turn.targets, said_as(turn.text, wordings.ELSE)), ([0, *others], None), turn)
            else:
                self.assertEqual((turn.targets, said_as(turn.text, wordings.INVERT)), (others, None), turn)
            seen.add((turn.place is None, 0 in turn.targets))
        self.assertEqual(len(seen), 3)

    def test_both_are_the_last_two_masks(self):
        for _, turn, story, _ in self.steps(next_mask.both, before=3):
            self.assertEqual(turn.targets, sorted(story.past[-1] + story.past[-2]), turn)

    def test_the_first_one_and_the_one_before(self):
        for _, turn, story, _ in self.steps(next_mask.earlier, before=3):
            at = 0 if re.search("first|start", turn.text) else -2
            self.assertEqual(turn.targets, story.past[at], turn)

    def test_questions_about_it_are_about_what_was_marked(self):
        for scene, turn, story, _ in self.steps(follow_up.ask_it):
            for what in ("colour", "shape", "size", "material"):
                if said_as(turn.text, wordings.ASK_IT[what]) is not None:
                    self.assertEqual((turn.match, turn.answer), (story.ids, getattr(scene.objects[story.ids[0] - 1], what)), turn)

    def test_the_same_question_asks_for_the_same_attribute(self):
        for scene, turn, story, words in self.steps(follow_up.same_question, wordings.AND_WHAT, follow_up.question):
            self.assertEqual((turn.match, turn.answer), (fits(scene, words["x"]), getattr(scene.objects[turn.match[0] - 1], story.asked)), turn)

    def test_after_an_edit_the_picture_is_what_came_out_of_it(self):
        told = set()
        for number, scene in enumerate(SCENES * 6):
            turn = afterwards.after_edit(Context(scene, random.Random(number), "train", typos=0))
            if not turn:
                continue
            (_, action, names, wanted), = turn.history
            told.add((action, turn.action))
            if action != "background":
                self.assertFalse(fits(scene, names), turn)  # what stood there is gone
            if turn.action == "answer" and turn.answer in COLOUR_NAMES + SHAPES:
                self.assertIn(turn.answer, wanted.split() + names.split()[1:] if action == "recolour" else wanted.split(), turn)
            if turn.action == "answer" and turn.answer.isdigit():
                self.assertEqual(turn.answer, str(len(fits(scene, turn.text))), turn)
        self.assertGreater(len(told), 10)


if __name__ == "__main__":
    unittest.main()
