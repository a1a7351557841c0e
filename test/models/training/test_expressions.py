"""Referring expressions read again from their words alone: they mean exactly what the mask holds."""
import os
import re
import sys
import unittest

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))

from reading import fits, relation_in, standing, turns_of  # noqa: E402


class Expressions(unittest.TestCase):
    def test_a_phrase_without_relation_means_exactly_its_target(self):
        for split in ("train", "heldout"):
            for scene, turn in turns_of("refer.attribute", 3, split):
                self.assertEqual(fits(scene, turn.text), turn.targets, turn)

    def test_a_relation_means_exactly_its_target(self):
        checked = 0
        for scene, turn in turns_of("refer.relation", 6):
            found = relation_in(turn.text)
            if not found or found[0] == "nearest" or relation_in(found[2]):
                continue
            name, before, after = found
            anchor = fits(scene, after)
            self.assertEqual(len(anchor), 1, turn)
            self.assertEqual(standing(scene, name, before, anchor[0]), turn.targets, turn)
            checked += 1
        self.assertGreater(checked, 60)

    def test_groups_stand_where_they_are_said_to_stand(self):
        for scene, turn in turns_of("refer.group", 4):
            name, before, after = relation_in(turn.text)
            self.assertEqual(standing(scene, name, before, fits(scene, after)[0]), turn.targets, turn)

    def test_negations_leave_out_what_they_deny(self):
        for scene, turn in turns_of("refer.negation", 4):
            head, denied = re.split(r"\bnot\b|isn'?t|aren'?t|\bno\b|except|everything but|without", turn.text, 1)
            out = fits(scene, denied)
            self.assertEqual([i for i in fits(scene, head) if i not in out], turn.targets, turn)

    def test_the_odd_one_out_differs_from_all_the_others(self):
        for kind in ("refer.odd", "qa.odd"):
            for scene, turn in turns_of(kind, 2):
                i = turn.match[0]
                differs = False
                for group in (scene.objects, [t for t in scene.objects if t.shape == scene.objects[i - 1].shape]):
                    for what in ("colour", "shape", "material"):
                        rest = {getattr(t, what) for t in group if t.id != i}
                        differs = differs or len(group) > 2 and len(rest) == 1 and getattr(scene.objects[i - 1], what) not in rest
                self.assertTrue(differs, turn)


if __name__ == "__main__":
    unittest.main()
