"""Arrays of a batch against the scenes and turns they were made of."""
import os
import random
import sys
import unittest

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))

import tiny  # noqa: E402
import numpy as np  # noqa: E402

from models.training.batches import LENGTHS, MEANT_CELL, NOTHING, OTHER_CELL, UNKNOWN, Classes, TurnSource, look_of, look_targets, make_batch, object_masks, scene_truth  # noqa: E402
from models.training.edit_codes import edit_code  # noqa: E402
from models.training.prompt_format import encode_turn  # noqa: E402
from models.training.scenes.render import make_scene  # noqa: E402
from models.training.scenes.samples import make_turn, sample_turns  # noqa: E402
from models.training.scenes.turn import Turn  # noqa: E402
from models.training.scenes.world import COLOUR_NAMES, MATERIALS, SHAPES, SIZES, Scene, Thing  # noqa: E402
from models.training.tokenizer import Tokenizer  # noqa: E402

CONFIG = tiny.config()
TOKENIZER = Tokenizer(os.path.join(tiny.ROOT, 'models', 'checkpoints', 'nano', 'tokenizer.json'))
CLASSES = Classes()
SCENES = [make_scene(f'batches/{i}', 2) for i in range(3)]
RANDOM = random.Random(5)
KINDS = ('refer.attribute', 'edit.recolour', 'qa.colour', 'prompt.point', 'refine.words', 'edit.generate', 'edit.background', 'refer.plural', 'refer.part')


def turns_of(scene):
    """A turn of every kind that the scene gives, filled up to the same number."""
    made = [make_turn(scene, kind, RANDOM) for kind in KINDS]
    return [turn or make_turn(scene, 'prompt.box', RANDOM) for turn in made]


TURNS = [turns_of(scene) for scene in SCENES]
BATCH = make_batch(SCENES, TURNS, TOKENIZER, CLASSES, CONFIG)
INPUTS = BATCH['inputs']
ALL = [(b, t, SCENES[b], TURNS[b][t]) for b in range(len(SCENES)) for t in range(len(KINDS))]


class Pictures(unittest.TestCase):
    def test_pictures_are_channels_first_between_0_and_1(self):
        self.assertEqual(INPUTS['image'].shape, (3, 3, 128, 128))
        np.testing.assert_allclose(INPUTS['image'][1].transpose(1, 2, 0) * 255, SCENES[1].image, atol=1e-4)

    def test_object_masks_share_out_every_cell(self):
        for scene in SCENES:
            masks = object_masks(scene)
            np.testing.assert_allclose(masks.sum(0), 1)
            for thing in scene.objects:
                self.assertEqual(masks[thing.id].sum() * 4, (scene.ids == thing.id).sum())


class DenseTruth(unittest.TestCase):
    def test_class_0_is_no_object_and_others_count_from_1(self):
        for group, names in enumerate((SHAPES, COLOUR_NAMES, SIZES, MATERIALS)):
            self.assertEqual(CLASSES.tables[group], {name: i + 1 for i, name in enumerate(names)})

    def test_the_pixel_map_says_what_is_seen_there(self):
        for scene, pixel in zip(SCENES, BATCH['pixel']):
            ids = scene.ids[2::4, 2::4]
            self.assertTrue((pixel[:, ids == 0] == 0).all())
            for thing in scene.objects:
                self.assertTrue((pixel[:, ids == thing.id].T == CLASSES.of(thing)).all(), thing)

    def test_offsets_lead_from_a_pixel_to_its_objects_centre(self):
        for scene, offset in zip(SCENES, BATCH['offset']):
            for row, column in zip(*np.nonzero(scene.ids[2::4, 2::4])):
                thing = scene.objects[scene.ids[2 + 4 * row, 2 + 4 * column] - 1]
                here = np.array([4 * column + 2, 4 * row + 2])
                np.testing.assert_allclose(here + 16 * offset[:, row, column], thing.centre, atol=1e-3)

    def test_a_cell_holds_the_largest_object_centred_in_it(self):
        for scene, cells in zip(SCENES, BATCH['cells']):
            centred = {}
            for thing in sorted(scene.objects, key=lambda thing: thing.area):
                centred[int(thing.centre[1] // 16) * 8 + int(thing.centre[0] // 16)] = CLASSES.of(thing)
            for cell in range(64):
                self.assertEqual(cells[:, cell].tolist(), centred.get(cell, [0, 0, 0, 0]))

    def test_truth_of_one_scene_is_its_row_of_the_batch(self):
        pixel, offset, cells = scene_truth(SCENES[2], CLASSES)
        self.assertTrue((BATCH['pixel'][2] == pixel).all() and (BATCH['offset'][2] == offset).all() and (BATCH['cells'][2] == cells).all())


class Looks(unittest.TestCase):
    def test_an_object_is_looked_for_in_the_cell_of_its_centre_and_not_where_it_is_not(self):
        scene = SCENES[0]
        targets = look_targets(object_masks(scene), [None] + [thing.centre for thing in scene.objects])
        for thing in scene.objects:
            row, column = int(thing.centre[1] // 16), int(thing.centre[0] // 16)
            self.assertEqual(np.flatnonzero(targets[thing.id] == 1).tolist(), [row * 8 + column])
            reached = (scene.ids == thing.id).reshape(8, 16, 8, 16).any((1, 3)).reshape(-1)
            self.assertTrue((targets[thing.id][~reached & (targets[thing.id] != 1)] == 0).all() and (targets[thing.id][reached] != 0).all())

    def test_several_objects_are_looked_for_together(self):
        targets = look_targets(object_masks(SCENES[0]), [None] + [thing.centre for thing in SCENES[0].objects])
        both = look_of(targets, [1, 2])
        self.assertEqual(set(np.flatnonzero(both == MEANT_CELL)), set(np.flatnonzero((targets[1] == 1) | (targets[2] == 1))))

    def test_other_objects_are_told_from_empty_ground(self):
        scene = SCENES[0]
        targets = look_targets(object_masks(scene), [None] + [thing.centre for thing in scene.objects])
        filled = (scene.ids > 0).reshape(8, 16, 8, 16).any((1, 3)).reshape(-1)
        for thing in scene.objects:
            look, own = look_of(targets, [thing.id]), targets[thing.id] != NOTHING
            self.assertTrue((look[own] != OTHER_CELL).all())
            self.assertTrue((look[filled & ~own] == OTHER_CELL).all())
        nowhere = look_of(targets, [])
        self.assertTrue((nowhere[filled] == OTHER_CELL).all())
        self.assertTrue(set(nowhere.tolist()) <= {OTHER_CELL, NOTHING})


class TurnTruth(unittest.TestCase):
    def test_ids_are_the_turns_ids_and_padding(self):
        length = INPUTS['input_ids'].shape[1]
        for b, t, scene, turn in ALL:
            ids = encode_turn(turn, scene, TOKENIZER)[0].ids
            self.assertEqual(INPUTS['input_ids'][b * len(KINDS) + t].tolist(), ids + [TOKENIZER.special['<pad>']] * (length - len(ids)))

    def test_every_segment_continues_its_own_picture(self):
        self.assertEqual(INPUTS['segment_image'].tolist(), [b for b in range(3) for _ in KINDS])

    def test_answers_are_the_tokens_that_follow_their_rows(self):
        length = INPUTS['input_ids'].shape[1]
        flat = INPUTS['input_ids'].reshape(-1)
        np.testing.assert_array_equal(flat[INPUTS['answer_index'] + 1], BATCH['answer_ids'])
        np.testing.assert_array_equal(INPUTS['answer_index'] // length, BATCH['answer_owner'])

    def test_slots_lie_on_seg_the_queries_and_edit(self):
        flat = INPUTS['input_ids'].reshape(-1)
        expected = [TOKENIZER.special[token] for token in ('[SEG]', '<seg_0>', '<seg_1>', '<seg_2>', '<seg_3>', '<edit>')]
        for b, t, _, turn in ALL:
            self.assertEqual(BATCH['has_mask'][b, t], turn.action not in ('answer', 'none', 'draw'))
            if BATCH['has_mask'][b, t]:
                self.assertEqual(flat[INPUTS['slot_index'][b, t]].tolist(), expected)

    def test_the_target_is_the_union_of_the_objects_meant(self):
        for b, t, scene, turn in ALL:
            target = BATCH['target'][b, t]
            if turn.place is not None:
                np.testing.assert_array_equal(target, turn.place)
            elif BATCH['has_mask'][b, t]:
                pixels = np.isin(scene.ids, turn.targets).astype(np.float32)
                np.testing.assert_allclose(target, pixels.reshape(64, 2, 64, 2).mean((1, 3)), atol=1e-6)
            else:
                self.assertEqual(target.sum(), 0)

    def test_the_object_meant_is_known_where_it_is_one(self):
        for b, t, scene, turn in ALL:
            one = BATCH['has_mask'][b, t] and len(turn.targets) == 1 and turn.targets[0] > 0 and turn.place is None
            self.assertEqual(BATCH['target_key'][b, t], turn.targets[0] if one else -1)
            self.assertEqual(BATCH['query_class'][b, t].tolist(), CLASSES.of(scene.objects[turn.targets[0] - 1]) if one else [0, 0, 0, 0])

    def test_two_or_three_objects_meant_are_instances(self):
        expected = [(b, t) for b, t, _, turn in ALL if BATCH['has_mask'][b, t] and len(turn.targets) in (2, 3) and 0 not in turn.targets and turn.place is None]
        self.assertEqual([(b, t) for b, t, _ in BATCH['instances']], expected)
        self.assertTrue(expected)
        for b, t, masks in BATCH['instances']:
            np.testing.assert_allclose(masks.sum(0), BATCH['target'][b, t], atol=1e-6)

    def test_edits_have_the_code_of_what_is_asked(self):
        for b, t, _, turn in ALL:
            self.assertEqual(BATCH['has_edit'][b, t], turn.edit is not None and turn.action != 'draw')
            if BATCH['has_edit'][b, t]:
                np.testing.assert_array_equal(BATCH['edits'][b, t], edit_code(turn.edit))


class Regions(unittest.TestCase):
    def test_every_region_token_is_fed_by_its_own_raster(self):
        most = INPUTS['raster'].shape[1]
        for b, t, scene, turn in ALL:
            segment, regions = encode_turn(turn, scene, TOKENIZER)
            row = INPUTS['inject_index'][b * len(KINDS) + t]
            self.assertEqual(np.flatnonzero(row).tolist(), [position for position, _ in segment.regions])
            for position, index in segment.regions:
                owner, slot = divmod(int(row[position]) - 1, most)
                self.assertEqual(owner, b)
                np.testing.assert_array_equal(INPUTS['raster'][b, slot], regions[index].raster.reshape(-1))
                self.assertEqual(INPUTS['region_type'][b, slot], regions[index].type)


class Source(unittest.TestCase):
    def test_the_same_seed_gives_the_same_batches(self):
        class Few:
            def get(self, index):
                return SCENES[index]

            def __len__(self):
                return len(SCENES)
        first, second = (TurnSource(Few(), TOKENIZER, CONFIG, 2, 4, 11, sample_turns).next() for _ in range(2))
        for name in first['inputs']:
            np.testing.assert_array_equal(first['inputs'][name], second['inputs'][name], name)
        self.assertEqual(first['inputs']['input_ids'].shape[0], 8)

    def test_kept_turns_are_used_once_each_in_rows_of_one_length(self):
        class Few:
            def get(self, index):
                return SCENES[index]

            def __len__(self):
                return len(SCENES)
        made, drawn = [], []

        def counted(*args, **more):
            made.extend(sample_turns(*args, **more))
            return made[-args[2]:]
        source = TurnSource(Few(), TOKENIZER, CONFIG, 4, 3, 11, counted, keep=True)
        for _ in range(LENGTHS):
            rows = source.kept_rows()
            drawn += [pair for _, row in rows for pair in row]
            for scene, row in rows:
                for turn, (segment, _) in row:
                    self.assertEqual(encode_turn(turn, scene, TOKENIZER)[0].ids, segment.ids)
        waiting = [turn for length in source.kept for _, row in length for turn, _ in row]
        self.assertEqual(len({id(turn) for turn, _ in drawn}), LENGTHS * 4 * 3)
        self.assertEqual(sorted(map(id, [*waiting, *(turn for turn, _ in drawn)])), sorted(map(id, made)))
        self.assertLessEqual(len(made), (LENGTHS * 4 * 3) * 2)  # where each batch drew its own there would be four times as many

    def test_a_share_of_the_batches_comes_from_the_other_source(self):
        class Few:
            def get(self, index):
                return SCENES[0]

            def __len__(self):
                return 1

        class Other:
            def next(self):
                return 'other'
        source = TurnSource(Few(), TOKENIZER, CONFIG, 1, 1, 11, sample_turns, other=Other(), other_share=0.25)
        drawn = [source.next() == 'other' for _ in range(200)]
        self.assertTrue(30 <= sum(drawn) <= 70, sum(drawn))


class WithoutIds(unittest.TestCase):
    """A scene that brings masks, which overlap, instead of ids; its things have no known attributes."""

    def setUp(self):
        masks = np.zeros((3, 64, 64), np.float32)
        masks[1, 10:30, 10:30] = 1
        masks[2, 20:40, 20:40] = 0.75
        things = [Thing(i, None, None, None, None, (0, 0, 1, 1), (0.0, 0.0), (0.0, 0.0), 400) for i in (1, 2)]
        self.scene = Scene(SCENES[0].image, None, things, {})
        self.scene.masks = masks
        turns = [Turn('name', 'the dog', 'segment', names='dog', targets=[1]), Turn('name', 'the dogs', 'segment', names='dogs', targets=[1, 2])]
        self.batch = make_batch([self.scene], [turns], TOKENIZER, CLASSES, CONFIG)

    def test_targets_are_the_masks_it_brings_and_their_union(self):
        target = self.batch['target'][0]
        np.testing.assert_array_equal(target[0], self.scene.masks[1])
        self.assertEqual([target[1, 15, 15], target[1, 25, 25], target[1, 35, 35], target[1, 50, 50]], [1, 1, 0.75, 0])
        np.testing.assert_array_equal(self.batch['instances'][0][2], self.scene.masks[1:])

    def test_classes_are_unknown_everywhere_the_background_included(self):
        self.assertEqual(self.batch['target_key'].tolist(), [[1, -1]])
        self.assertEqual(self.batch['query_class'][0, 0].tolist(), [UNKNOWN] * 4)
        self.assertTrue((self.batch['pixel'] == UNKNOWN).all() and (self.batch['cells'] == UNKNOWN).all())
        self.assertEqual(self.batch['offset'].shape, (1, 2, 32, 32))


if __name__ == '__main__':
    unittest.main()
