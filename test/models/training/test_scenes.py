"""Tabletop scenes: what they promise. Run: python3 -m unittest discover -s test/models/training -p test_scenes.py"""
import json
import os
import random
import sys
import tempfile
import unittest

import numpy as np

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), *[os.pardir] * 3))

from models.training.scenes import rle  # noqa: E402
from models.training.scenes.edit_pool import crops, write_edit_pool, load_edit_pool  # noqa: E402
from models.training.scenes.edits import KINDS, sample_twin  # noqa: E402
from models.training.scenes.language import Facts, PLURAL, RELATIONS, ids_of  # noqa: E402
from models.training.scenes.pool import level_of, load_pool, write_pool  # noqa: E402
from models.training.scenes.regions import degrade, iou, point_raster, box_raster, mask_raster  # noqa: E402
from models.training.scenes.render import make_scene, render  # noqa: E402
from models.training.scenes.samples import KINDS as TURN_KINDS, make_turn, sample_turns, shares  # noqa: E402
from models.training.scenes.turn import Context  # noqa: E402
from models.training.scenes.words import corpus, flat_scene, words_of  # noqa: E402
from models.training.scenes.world import COLOURS, HELDOUT_PAIRS, SHAPES  # noqa: E402

SCENES = [make_scene(f"test/{i}", 1 + i % 2) for i in range(24)]
HELDOUT = [make_scene(f"test/{i}", 1 + i % 2, "heldout") for i in range(24)]


def turns_of(kind, scenes=SCENES, split="train", rounds=4):
    rng = random.Random(kind)
    for _ in range(rounds):
        for scene in scenes:
            turn = make_turn(scene, kind, rng, split)
            if turn:
                yield scene, turn


class Rendering(unittest.TestCase):
    def test_the_same_seed_gives_the_same_picture(self):
        again = make_scene("test/1", 2)
        self.assertTrue((again.image == SCENES[1].image).all() and (again.ids == SCENES[1].ids).all())

    def test_a_description_that_went_through_json_gives_the_same_picture(self):
        again = render(json.loads(json.dumps(SCENES[1].description)))
        self.assertTrue((again.image == SCENES[1].image).all())

    def test_every_object_is_seen(self):
        for scene in SCENES + HELDOUT:
            self.assertGreaterEqual(len(scene.objects), 2)
            for thing in scene.objects:
                self.assertGreaterEqual(int((scene.ids == thing.id).sum()), 40)

    def test_an_object_shows_its_colour(self):
        for scene in SCENES[::2]:
            for thing in scene.objects:
                if thing.material == "matte" and thing.colour in ("red", "green", "blue"):
                    mean = scene.image[scene.ids == thing.id].mean(0)
                    self.assertEqual(int(mean.argmax()), ("red", "green", "blue").index(thing.colour), thing)


class HeldOut(unittest.TestCase):
    def test_training_never_shows_or_says_a_held_out_pair(self):
        pairs = {f"{c} {s}" for c, s in HELDOUT_PAIRS} | {f"{c} {PLURAL[s]}" for c, s in HELDOUT_PAIRS}
        for line in corpus(6000):
            self.assertFalse([p for p in pairs if p in line], line)
        for i in range(300):
            for thing in flat_scene(f"pairs/{i}", 1 + i % 2).objects:
                self.assertNotIn((thing.colour, thing.shape), HELDOUT_PAIRS)

    def test_no_training_edit_wants_a_held_out_pair(self):
        for kind in ("recolour", "replace", "generate"):
            for scene, turn in turns_of("edit." + kind):
                was = scene.objects[turn.plan["id"] - 1] if turn.plan["id"] else None
                colour = turn.edit["colour"] or was.colour
                self.assertNotIn((colour, turn.edit["shape"] or was.shape), HELDOUT_PAIRS)

    def test_held_out_scenes_often_show_such_pairs(self):
        shown = sum(any((t.colour, t.shape) in HELDOUT_PAIRS for t in scene.objects) for scene in HELDOUT)
        self.assertGreater(shown, len(HELDOUT) // 2)

    def test_the_word_list_is_modest(self):
        self.assertLess(len(words_of(corpus(20000, 4))), 700)


class Truth(unittest.TestCase):
    def test_relations_hold_in_the_picture(self):
        for scene in SCENES:
            facts = Facts(scene.objects)
            for name in RELATIONS[:4]:
                for b, bits in enumerate(facts.sure[name]):
                    for a in ids_of(bits):
                        dx = scene.objects[a - 1].base[0] - scene.objects[b].base[0]
                        dy = scene.objects[a - 1].base[1] - scene.objects[b].base[1]
                        self.assertGreater({"left": -dx, "right": dx, "front": dy, "behind": -dy}[name], 7.5)

    def test_a_colour_question_has_the_colour_of_its_object(self):
        for scene, turn in turns_of("qa.colour"):
            self.assertEqual(turn.answer, scene.objects[turn.evidence[0] - 1].colour)
            thing = scene.objects[turn.evidence[0] - 1]
            # "The one left of the blue star" may ask for a blue star as well; then the words are another's.
            if not turn.regions and [(t.colour, t.shape) for t in scene.objects].count((thing.colour, thing.shape)) == 1:
                self.assertNotIn(thing.colour + " " + thing.shape, turn.text)

    def test_a_count_is_the_number_of_its_objects(self):
        for _, turn in turns_of("qa.count"):
            self.assertEqual(turn.answer, str(len(turn.evidence)))

    def test_yes_and_no_are_about_equally_frequent(self):
        for kind in ("qa.exists", "qa.spatial", "qa.compare"):
            said = [turn.answer for _, turn in turns_of(kind, rounds=120) if turn.answer in ("yes", "no")]
            self.assertAlmostEqual(said.count("yes") / len(said), 0.5, delta=0.09, msg=kind)

    def test_a_missing_thing_is_missing(self):
        for scene, turn in turns_of("none"):
            words = turn.answer.split()
            fits = [t for t in scene.objects if all(w in ("object", t.size, t.material, t.colour, t.shape) for w in words)]
            self.assertFalse(fits and " the " not in turn.answer, turn)

    def test_a_plain_attribute_phrase_fits_its_target_only(self):
        for scene, turn in turns_of("refer.attribute"):
            colour = [c for c in COLOURS if f" {c} " in f" {turn.text} "]
            shape = [s for s in SHAPES if f" {s}" in f" {turn.text} "]
            target = scene.objects[turn.targets[0] - 1]
            self.assertIn(target.colour, colour or [target.colour])
            self.assertIn(target.shape, shape or [target.shape])

    def test_every_turn_is_complete(self):
        for kind in TURN_KINDS:
            found = list(turns_of(kind, SCENES + HELDOUT[:0], rounds=3))
            self.assertTrue(found, kind)
            for scene, turn in found:
                self.assertEqual(turn.text, turn.text.lower())
                self.assertTrue(all(0 <= i <= len(scene.objects) for i in turn.targets))
                if turn.action == "segment":
                    self.assertTrue(turn.targets and turn.names)
                for region in [*turn.regions, *(m[0] for m in turn.masks)]:
                    self.assertEqual((region.raster.shape, region.raster.dtype), ((64, 64), np.uint8))
                    self.assertGreater(int(region.raster.sum()), 0)

    def test_a_click_lies_on_its_object(self):
        for scene, turn in turns_of("prompt.point"):
            for x, y, keep in turn.clicks["points"]:
                if turn.action == "segment":
                    self.assertEqual(int(scene.ids[y, x]) in turn.targets, bool(keep))

    def test_the_same_seed_gives_the_same_turns(self):
        first, second = ([t.text for t in sample_turns(SCENES[0], random.Random(5), 12)] for _ in range(2))
        self.assertEqual(first, second)

    def test_weights_change_the_mix(self):
        self.assertEqual(shares({"qa": 0, "edit.remove": 2})["qa.count"], 0)
        self.assertEqual({t.kind.split(".")[0] for t in sample_turns(SCENES[0], random.Random(5), 20, weights={
            k: 0 for k in ("refer", "prompt", "refine", "edit", "none", "reason", "class", "dialogue", "draw")})}, {"qa"})
        with self.assertRaises(ValueError):
            shares({"no-such-kind": 1})


class Rasters(unittest.TestCase):
    def test_a_point_is_a_disc_of_nine_cells(self):
        self.assertEqual(int(point_raster(64, 64).sum()), 9)

    def test_a_box_covers_its_cells(self):
        self.assertEqual(int(box_raster((10, 20, 30, 28)).sum()), 10 * 4)

    def test_a_mask_keeps_cells_that_are_mostly_covered(self):
        mask = np.zeros((128, 128), bool)
        mask[10:14, 20:23] = True
        self.assertEqual(int(mask_raster(mask).sum()), 2)

    def test_a_spoilt_mask_overlaps_by_half_to_three_quarters(self):
        rng = random.Random(2)
        mask = np.zeros((64, 64), bool)
        mask[20:36, 20:40] = True
        values = [iou(degrade(mask, rng), mask) for _ in range(100)]
        self.assertGreater(np.mean([0.5 <= v <= 0.75 for v in values]), 0.9)

    def test_run_lengths_round_trip(self):
        rng = np.random.default_rng(1)
        for mask in [np.zeros((5, 7), bool), np.ones((5, 7), bool), rng.random((33, 21)) < 0.4, SCENES[1].ids == 1]:
            self.assertTrue((rle.decode(rle.encode(mask)) == mask).all())

    def test_run_lengths_are_those_of_cocoapi(self):
        mask = np.zeros((4, 4), bool)
        mask[1:3, 1:3] = True
        self.assertEqual(rle.encode(mask), {"size": [4, 4], "counts": "52203"})  # runs 5 2 2 2 5, from the fourth as differences


class Twins(unittest.TestCase):
    def test_nothing_changes_outside_the_region(self):
        rng = random.Random(3)
        for kind in KINDS:
            found = 0
            for scene in SCENES:
                pair = sample_twin(scene, kind, rng)
                if pair:
                    found += 1
                    self.assertTrue((pair.source[~pair.region] == pair.target[~pair.region]).all())
                    self.assertTrue((pair.source[pair.region] != pair.target[pair.region]).any(1).all())
            self.assertGreater(found, len(SCENES) // 2, kind)

    def test_a_removed_object_is_within_the_region(self):
        rng = random.Random(4)
        for scene in SCENES:
            pair = sample_twin(scene, "remove", rng)
            if pair:
                self.assertGreater((pair.region & pair.object).sum() / pair.object.sum(), 0.93)

    def test_crops_are_64_pixels(self):
        pair = sample_twin(SCENES[1], "recolour", random.Random(1))
        planes, (x0, y0, side) = crops(pair)
        self.assertEqual([p.shape for p in planes], [(64, 64, 3), (64, 64, 3), (64, 64), (64, 64)])
        self.assertTrue(0 <= x0 <= 128 - side and 0 <= y0 <= 128 - side and 40 <= side <= 128)


class Files(unittest.TestCase):
    def test_a_pool_gives_back_its_scenes(self):
        with tempfile.TemporaryDirectory() as folder:
            write_pool(folder, 3, 5, say=lambda line: None)
            pool = load_pool(folder)
            fresh = make_scene("3/2", level_of("mix", 3, 2))
            self.assertEqual(len(pool), 5)
            self.assertTrue((pool.get(2).image == fresh.image).all())
            self.assertEqual(pool.get(2).objects, fresh.objects)
            with self.assertRaises(IndexError):
                pool.get(5)

    def test_an_edit_pool_gives_back_its_crops(self):
        with tempfile.TemporaryDirectory() as folder:
            write_edit_pool(folder, 3, 6, say=lambda line: None)
            (source, target, mask, what, rows), = load_edit_pool(folder)
            self.assertEqual((source.shape, target.shape, mask.shape, what.shape, len(rows)), ((6, 64, 64, 3),) * 2 + ((6, 64, 64),) * 2 + (6,))

    def test_a_set_is_the_same_for_the_same_seed(self):
        try:
            from models.training.scenes.write_set import write_set
        except ImportError:
            self.skipTest("PIL is not installed")
        with tempfile.TemporaryDirectory() as one, tempfile.TemporaryDirectory() as two:
            entries = write_set(one, 5, 10)
            self.assertEqual(entries, write_set(two, 5, 10))
            for entry in entries:
                self.assertTrue(os.path.exists(os.path.join(one, entry["file"])))
                for ref in entry["refs"]:
                    self.assertEqual(ref["kind"] == "none", not ref["masks"])
                self.assertIn(entry["level"], (1, 2, 3))
                meant = [i for ref in entry["refs"] for i in ref["masks"]] + [i for talk in entry["dialogues"] for turn in talk["turns"] for i in turn.get("masks", [])]
                self.assertTrue(all(0 <= i < len(entry["masks"]) for i in meant))
                for talk in entry["dialogues"]:
                    self.assertTrue(2 <= len(talk["turns"]) <= 6)
                    if talk["kind"] == "refine":
                        self.assertGreaterEqual(talk["candidates"], 3)
                        self.assertNotEqual(talk["turns"][0]["first"], talk["turns"][1]["masks"])

    def test_what_is_not_there_leaves_no_mask_in_a_conversation_of_a_training_set(self):
        try:
            from models.training.scenes.write_set import Masks, dialogues_of
        except ImportError:
            self.skipTest("PIL is not installed")
        scene, empty = make_scene("a conversation", 1, "train"), 0
        for number in range(150):
            c = Context(scene, random.Random(number), "train")
            for talk in dialogues_of(c, set(), Masks(c)):
                empty += any(turn.get("masks") == [] for turn in talk["turns"][:-1])
        self.assertGreater(empty, 2)


if __name__ == "__main__":
    unittest.main()
