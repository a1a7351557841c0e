"""Clips of tabletop scenes. Run: python3 -m unittest discover -s test/models/training -p test_clips.py"""
import json
import math
import os
import sys
import tempfile
import unittest

import numpy as np

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), *[os.pardir] * 3))

from models.training.scenes import rle  # noqa: E402
from models.training.scenes.clips import FASTEST, make_clip  # noqa: E402
from models.training.scenes.render import paint  # noqa: E402
from models.training.scenes.world import HELDOUT_PAIRS  # noqa: E402

CLIPS = [make_clip(f"test/{i}", 1 + i % 3, "heldout" if i % 2 else "train") for i in range(12)]
RICH = [make_clip(f"rich/{i}", 3) for i in range(8)]


def places(clip, index):
    return [scene.description["objects"][index] for scene in clip.scenes]


class Clips(unittest.TestCase):
    def test_the_same_seed_gives_the_same_clip(self):
        again = make_clip("test/2", 3, "train")
        self.assertEqual(again.movers, CLIPS[2].movers)
        for a, b in zip(again.scenes, CLIPS[2].scenes, strict=True):
            self.assertTrue((a.image == b.image).all() and (a.ids == b.ids).all())

    def test_there_are_8_to_16_frames_and_something_moves(self):
        for clip in CLIPS + RICH:
            self.assertTrue(8 <= len(clip.scenes) <= 16)
            self.assertTrue(clip.movers)
            for i in clip.movers:
                way = places(clip, i - 1)
                self.assertGreater(sum(math.dist((a["x"], a["y"]), (b["x"], b["y"])) for a, b in zip(way[:-1], way[1:])), 5)
        self.assertEqual(len(make_clip("short", 2, frames=8).scenes), 8)

    def test_every_frame_is_its_own_description(self):
        for clip in CLIPS[:6]:
            for scene in clip.scenes[::3]:
                image, ids, _ = paint(json.loads(json.dumps(scene.description)))
                self.assertTrue((image == scene.image).all() and (ids == scene.ids).all())
                for thing in scene.objects:
                    self.assertEqual(int((scene.ids == thing.id).sum()), thing.area)

    def test_an_id_means_the_same_object_in_every_frame(self):
        for clip in CLIPS + RICH:
            for scene in clip.scenes:
                self.assertEqual([(t.id, t.shape, t.colour, t.size, t.material) for t in scene.objects],
                                 [(t.id, t.shape, t.colour, t.size, t.material) for t in clip.scenes[0].objects])

    def test_every_object_is_well_seen_in_the_first_frame(self):
        for clip in CLIPS + RICH:
            self.assertGreaterEqual(min(t.area for t in clip.scenes[0].objects), 30)

    def test_motion_is_smooth(self):
        for clip in CLIPS + RICH:
            for index in range(len(clip.scenes[0].objects)):
                way = np.array([(o["x"], o["y"]) for o in places(clip, index)])
                step = np.diff(way, axis=0)
                self.assertLess(np.hypot(*step.T).max(), FASTEST + 3)
                self.assertLess(np.hypot(*np.diff(step, axis=0).T).max(), 3.5)

    def test_things_that_touch_stand_at_different_depths(self):
        """Otherwise one would pass through the other."""
        for clip in CLIPS + RICH:
            before = None
            for scene in clip.scenes:
                base = [(t.base[1], t.id) for t in scene.objects]
                touching = {}
                for a in scene.objects:
                    for b in scene.objects:
                        wide = min(a.box[2], b.box[2]) - max(a.box[0], b.box[0])
                        high = min(a.box[3], b.box[3]) - max(a.box[1], b.box[1])
                        if a.id < b.id and wide > 4 and high > 4:
                            touching[a.id, b.id] = base[a.id - 1] < base[b.id - 1]
                for pair, order in touching.items():
                    self.assertEqual(order, (before or {}).get(pair, order), "two objects changed their order while they touched")
                before = touching

    def test_things_hide_each_other_at_times(self):
        areas = [(clip.scenes[0].objects[i].area, min(s.objects[i].area for s in clip.scenes)) for clip in RICH for i in range(len(clip.scenes[0].objects))]
        self.assertGreater(sum(least < 0.5 * first for first, least in areas), 5)

    def test_a_panning_camera_moves_ground_and_things_alike(self):
        panned = [c for c in RICH if abs(c.scenes[-1].description["camera"]["pan"]) > 4]
        self.assertTrue(panned)
        for clip in panned:
            pan, roll = (clip.scenes[-1].description["camera"][key] for key in ("pan", "roll"))
            still = [i for i in range(len(clip.scenes[0].objects)) if i + 1 not in clip.movers]
            for index in still:
                way = places(clip, index)
                self.assertAlmostEqual(way[0]["x"] - way[-1]["x"], pan * math.cos(roll), delta=0.05)

    def test_training_clips_show_no_held_out_pair(self):
        self.assertFalse([t for clip in RICH for t in clip.scenes[0].objects if (t.colour, t.shape) in HELDOUT_PAIRS])


class Sets(unittest.TestCase):
    def setUp(self):
        try:
            from models.training.scenes.write_clips import write_clips
        except ImportError:
            self.skipTest("PIL is not installed")
        self.write = write_clips

    def test_a_set_holds_frames_masks_and_expressions(self):
        with tempfile.TemporaryDirectory() as folder:
            entries = self.write(folder, 5, 4)
            with open(os.path.join(folder, "clips.jsonl")) as file:
                self.assertEqual([json.loads(line) for line in file], entries)
            for entry in entries:
                for name in entry["frames"]:
                    self.assertTrue(os.path.exists(os.path.join(folder, name)))
                self.assertTrue(1 <= len(entry["refs"]) <= 3)
                for ref in entry["refs"]:
                    self.assertIsNotNone(entry["masks"][ref["mask"]]["frames"][0])
                for k in range(len(entry["frames"])):
                    masks = [m["frames"][k] for m in entry["masks"]]
                    total = sum(rle.decode(m).astype(int) for m in masks if m)
                    self.assertLessEqual(total.max(), 1)
                self.assertEqual({len(m["frames"]) for m in entry["masks"]}, {len(entry["frames"])})

    def test_a_set_is_the_same_for_the_same_seed(self):
        with tempfile.TemporaryDirectory() as one, tempfile.TemporaryDirectory() as two:
            self.assertEqual(self.write(one, 6, 2), self.write(two, 6, 2))

    def test_an_expression_fits_its_object_only(self):
        with tempfile.TemporaryDirectory() as folder:
            for entry in self.write(folder, 8, 6):
                names = [m["name"] for m in entry["masks"]]
                for ref in entry["refs"]:
                    colour, shape = names[ref["mask"]].split()
                    said = ref["text"].split()
                    for other in {"red", "green", "blue", "yellow", "purple", "orange", "cyan", "white", "black"} - {colour}:
                        self.assertFalse(other in said and len(said) <= 4, ref)
                    if said == ["the", colour, shape]:
                        self.assertEqual(names.count(names[ref["mask"]]), 1)


if __name__ == "__main__":
    unittest.main()
