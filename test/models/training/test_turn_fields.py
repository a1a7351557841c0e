"""The fields that tie the words of a turn to objects: names, named, match, targets."""
import os
import random
import re
import sys
import unittest
from itertools import product

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))

import numpy as np  # noqa: E402
from reading import RENDERED, turns_of  # noqa: E402
from models.training.scenes.language import PLURAL  # noqa: E402
from models.training.scenes.parts import part_raster  # noqa: E402
from models.training.scenes.samples import KINDS  # noqa: E402
from models.training.scenes.turn import Context  # noqa: E402


class Fields(unittest.TestCase):
    def check_part(self, scene, turn, part, ids):
        self.assertEqual(len(ids), len(set(ids)))
        if part in ("none", "background", "everything else"):
            self.assertEqual(part == "none", not ids)
            self.assertEqual(part != "none", 0 in ids)
            return
        if re.fullmatch(r"\d+ objects", part):
            self.assertEqual(int(part.split()[0]), len(ids))
            self.assertGreater(len(ids), 4)
            return
        part = re.sub(r"^(\d+ |(left|right|top|bottom) half of )", "", part)
        words = part.split()
        plural = words[-1] in (*PLURAL.values(), "objects")
        self.assertEqual(plural, len(ids) > 1, turn)
        for i in ids:
            t = scene.objects[i - 1]
            said = {t.size, t.material, t.colour, PLURAL[t.shape] if plural else t.shape, "objects" if plural else "object"}
            self.assertEqual(set(words) - said, set(), turn)
            self.assertFalse(t.shape != words[-1] and not plural and words[-1] != "object", turn)

    def test_each_part_of_the_names_has_exactly_its_objects(self):
        for kind, split in product(KINDS, ("train", "heldout")):
            for scene, turn in turns_of(kind, 1, split):
                parts = [part.strip() for part in re.split("[,;]", turn.names)] if turn.names else []
                self.assertEqual(len(parts), len(turn.named), turn)
                if turn.action == "generate":
                    self.assertEqual(turn.named, [[]])
                    continue
                for part, ids in zip(parts, turn.named):
                    self.check_part(scene, turn, part, ids)

    def test_a_mask_means_its_targets_and_names_all_of_them(self):
        for kind in KINDS:
            for _, turn in turns_of(kind):
                if turn.action in ("segment", "remove", "recolour", "replace", "background"):
                    self.assertEqual(turn.match, turn.targets, turn)
                    self.assertEqual(sorted(i for ids in turn.named for i in ids), turn.targets, turn)

    def test_what_is_missing_means_nothing(self):
        for kind in KINDS:
            for _, turn in turns_of(kind):
                if turn.action == "none":
                    self.assertEqual((turn.match, turn.named, turn.names), ([], [], ""), turn)

    def test_an_answer_lists_at_most_what_the_run_time_reads(self):
        for kind in KINDS:
            for _, turn in turns_of(kind):
                self.assertLessEqual(len(re.findall(r"[a-z0-9]+|[,;]", turn.names)), 32, turn)

    def test_match_holds_everything_named(self):
        for kind in KINDS:
            for _, turn in turns_of(kind):
                named = {i for ids in turn.named for i in ids}
                if turn.kind not in ("qa.spatial", "qa.odd", "dialogue"):
                    self.assertEqual(named - set(turn.match), set(), turn)

    def test_a_part_is_one_half_of_its_object(self):
        for scene in RENDERED:
            c = Context(scene, random.Random(1), "train")
            for t in scene.objects:
                for one, other in (("left", "right"), ("top", "bottom")):
                    a, b = part_raster(c, t.id, one), part_raster(c, t.id, other)
                    self.assertTrue(((a | b) == c.mask(t.id)).all() and not (a & b).any())
                    self.assertLess(np.argwhere(a).mean(0)[int(one == "left")], np.argwhere(b).mean(0)[int(one == "left")])


if __name__ == "__main__":
    unittest.main()
