"""Questions read again from their words alone: the answer is true of the scene."""
import os
import re
import sys
import unittest

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))

import numpy as np  # noqa: E402
from reading import attributes_in, attributes_of, fits, foreign_in, relation_in, standing, turns_of  # noqa: E402
from models.training.scenes.world import SIZES  # noqa: E402


class Existence(unittest.TestCase):
    def test_there_is_or_is_not(self):
        for scene, turn in turns_of("qa.exists", 8):
            there = [] if foreign_in(turn.text) else fits(scene, turn.text)
            self.assertEqual((turn.answer == "yes", turn.match), (bool(there), there), turn)

    def test_yes_is_as_frequent_as_no_in_every_form(self):
        forms = {}
        for _, turn in turns_of("qa.exists", 30):
            if foreign_in(turn.text):
                continue
            keys = tuple(sorted({key for key, _ in attributes_in(turn.text)}))
            forms.setdefault(keys, []).append(turn.answer == "yes")
        self.assertEqual(set(forms), {(2, 3), (2,), (3,), (0, 3), (1, 3)})
        for keys, answers in forms.items():
            self.assertAlmostEqual(np.mean(answers), 0.5, delta=0.12, msg=keys)

    def test_half_of_what_is_missing_has_its_words_on_other_objects(self):
        for kind, action in (("qa.exists", "no"), ("none", "none")):
            hard = []
            for scene, turn in turns_of(kind, 6):
                words = attributes_in(turn.text)
                if action in (turn.answer, turn.action) and not re.search(r" (of|than|to|front|behind|beside|below|underneath|above|before) the ", turn.text) and not foreign_in(turn.text):
                    hard.append(len(words) > 1 and all(any(attributes_of(t)[key] == value for t in scene.objects) for key, value in words))
            self.assertGreater(np.mean(hard), 0.5, kind)


class Numbers(unittest.TestCase):
    def test_counts(self):
        for scene, turn in turns_of("qa.count", 4):
            there = [] if foreign_in(turn.text) else fits(scene, turn.text)
            self.assertEqual((turn.answer, turn.match), (str(len(there)), there), turn)
            if turn.names:
                self.assertEqual(turn.names.split(", ")[-1].split()[0], turn.answer)

    def test_more_of_these_than_of_those(self):
        seen = set()
        for scene, turn in turns_of("qa.compare", 8):
            if turn.answer in ("yes", "no") and ";" in turn.names:
                halves = re.split(r" than | outnumber | the number of (?=.*$)", turn.text)
                a, b = (fits(scene, half) for half in (" ".join(halves[:-1]), halves[-1]))
                self.assertEqual(turn.answer == "yes", len(a) > len(b), turn)
                first, second = turn.names.split("; ")
                self.assertEqual((first.count(",") + (first != "none"), second.count(",") + (second != "none")), (len(a), len(b)), turn)
                seen.add(turn.answer)
        self.assertEqual(seen, {"yes", "no"})


class Attributes(unittest.TestCase):
    def test_a_size_can_be_read_off_the_names(self):
        for scene, turn in turns_of("qa.compare", 4):
            if ";" not in turn.names:
                self.assertEqual([name.split()[0] in SIZES for name in turn.names.split(", ")], [True, True], turn)

    def test_the_same_attribute(self):
        for scene, turn in turns_of("qa.same", 3):
            what = "colour" if "color" in turn.text or "colour" in turn.text else "size" if "size" in turn.text else "material" if re.search("surface|texture|finish", turn.text) else "shape"
            a, b = (getattr(scene.objects[i - 1], what) for i in turn.evidence)
            self.assertEqual(turn.answer == "yes", (a == b) != bool(re.search("differ", turn.text)), turn)

    def test_claims_about_an_attribute_are_judged_by_the_scene(self):
        seen = set()
        for scene, turn in turns_of("qa.attribute", 3):
            t = scene.objects[turn.evidence[0] - 1]
            if turn.answer == "yes" and not relation_in(turn.text):
                self.assertTrue(all(attributes_of(t)[key] == value for key, value in attributes_in(turn.text)), turn)
            seen.add(turn.answer)
        self.assertEqual(seen, {"yes", "no"})


class Places(unittest.TestCase):
    def test_left_right_front_behind(self):
        checked = 0
        for split in ("train", "heldout"):
            for scene, turn in turns_of("qa.spatial", 8, split):
                found = relation_in(turn.text)
                if turn.answer not in ("yes", "no") or not found:
                    continue
                name, before, after = found
                one, other = fits(scene, before), fits(scene, after)
                self.assertEqual((len(one), len(other)), (1, 1), turn)
                self.assertEqual(turn.answer == "yes", standing(scene, name, before, other[0]) == one, turn)
                axis = 0 if name in ("left", "right") else 1
                places = [scene.objects[ids[0] - 1].base[axis] for ids in turn.named]
                self.assertEqual(places, sorted(places, reverse=axis == 1), turn)
                checked += 1
        self.assertGreater(checked, 100)


if __name__ == "__main__":
    unittest.main()
