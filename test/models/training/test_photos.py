"""Real photos in training, on a folder of small made-up ones: what is held out, the file of them, batches, edits and scores."""
import json
import os
import random
import sys
import unittest

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))

import tiny  # noqa: E402
import numpy as np  # noqa: E402
import torch  # noqa: E402
from PIL import Image  # noqa: E402
from made_photos import CONFIG, TOKENIZER, COUNT, HELD, rectangle, Photos  # noqa: E402

from models.training.batches import UNKNOWN, Classes, TurnSource, make_batch  # noqa: E402
from models.training.interpreter import load_model  # noqa: E402
from models.training.joint_batches import to_device  # noqa: E402
from models.training.losses import joint_losses, weighted  # noqa: E402
from models.training.diffusion_stage import Edits as DecoderEdits  # noqa: E402
from models.training.photo_edits import LUMINANCE, NEAR, nearest_colour, photo_edits, tinted, without_edge  # noqa: E402
from models.training.photo_mixes import Views  # noqa: E402
from models.training.photo_names import plain, plural  # noqa: E402
from models.training.photo_pool import LONGEST, PhotoPool, pack  # noqa: E402
from models.training.photo_scores import HeldTurns, without_model  # noqa: E402
from models.training.photo_turns import SHARES, photo_turn, photo_turns  # noqa: E402
from models.training.photo_views import whole  # noqa: E402
from models.training.photo_sources import PHOTO_SOURCES, held_out  # noqa: E402
from models.training.pictures import load_photos  # noqa: E402
from models.training.scenes.rle import encode  # noqa: E402


class HeldOut(Photos):
    def test_the_rule_is_the_ids_hash(self):
        self.assertEqual([at for at in range(COUNT) if held_out(f'made-{at}')], HELD)

    def test_about_a_tenth_is_held_out(self):
        self.assertTrue(900 < sum(held_out(f'photo/{at}') for at in range(10000)) < 1100)

    def test_no_photo_is_both_and_none_is_lost(self):
        train, held = ({photo.row['id'] for photo in pool} for pool in (self.pool, self.held))
        self.assertEqual(train | held, {f'made-{at}' for at in range(COUNT) if at % 4 != 3})
        self.assertEqual(held, {f'made-{at}' for at in HELD if at % 4 != 3})
        self.assertFalse(train & held)
        self.assertEqual(self.counts, (len(train), len(held)))

    def test_sources_of_doubtful_licence_are_left_out(self):
        self.assertNotIn('ccp', PHOTO_SOURCES)
        self.assertNotIn('ccp', {photo.source for photo in self.pool})

    def test_the_stages_that_look_at_pictures_alone_leave_the_same_photos_out(self):
        for path in (self.folder, self.file):
            self.assertEqual([photo.shape for photo in load_photos(path, 64)], [(64, 96, 3)] * len(self.pool))


class Pool(Photos):
    def test_masks_and_pictures_come_back_as_they_were(self):
        photo = self.of('coco')
        np.testing.assert_array_equal(photo.masks()[0], rectangle(10, 30, 60, 70))
        self.assertEqual(photo.mask_names, ['car', 'car', 'person'])  # a bird of nine pixels is too small
        with Image.open(os.path.join(self.folder, photo.row['id'][5:] + '.webp')) as original:
            np.testing.assert_array_equal(np.asarray(photo.picture()), np.asarray(original.convert('RGB')))

    def test_larger_photos_are_shrunk_with_their_masks(self):
        folder = tiny.folder(self)
        Image.fromarray(np.full((300, 600, 3), 90, np.uint8)).save(os.path.join(folder, 'a.png'))
        with open(os.path.join(folder, 'photos.jsonl'), 'w') as file:
            file.write(json.dumps({'id': 'b', 'file': 'a.png', 'source': 'coco', 'masks': [{'name': 'dog', **encode(rectangle(0, 0, 300, 150, (300, 600)))}]}))
        pack(folder, os.path.join(folder, 'a.npz'))
        photo = PhotoPool(os.path.join(folder, 'a.npz'))[0]
        self.assertEqual(photo.picture().size, (LONGEST, LONGEST // 2))
        np.testing.assert_array_equal(photo.masks()[0], rectangle(0, 0, LONGEST // 2, LONGEST // 4, (LONGEST // 2, LONGEST)))

    def test_labels_become_plain_words(self):
        self.assertEqual((self.of('oxford-pets').name, self.of('oxford-pets').breed), ('dog', 'american bulldog'))
        self.assertEqual(self.of('clothing-small').name, 'long sleeve shirt')
        self.assertEqual([plain('x', label)[0] for label in ('car_side', 'airplanes', 'windsor_chair')], ['car', 'airplane', 'windsor chair'])
        self.assertEqual([plural(name) for name in ('dog', 'bus', 'butterfly', 'person', 'shorts', 'donkey')], ['dogs', 'buses', 'butterflies', 'people', 'shorts', 'donkeys'])


class Batches(Photos):
    def test_a_batch_of_photos_runs_through_the_training_graph_and_the_losses_of_classes_stay_out(self):
        graphs = tiny.emit(os.path.join(tiny.folder(self), 'graphs'))
        source = TurnSource(Views(self.pool), TOKENIZER, CONFIG, 2, 6, 3, photo_turns)
        batch = source.next()
        self.assertEqual({kind for kind in batch['kinds']} - set(SHARES), set())
        self.assertTrue((batch['pixel'] == UNKNOWN).all() and (batch['cells'] == UNKNOWN).all() and (batch['query_class'][batch['target_key'] >= 0] == UNKNOWN).all())
        parameters, loaded = load_model(graphs, ['train'])
        truth = to_device(batch, 'cpu')
        losses, _ = joint_losses(loaded['train'](truth['inputs']), truth)
        self.assertTrue({'pixel', 'cell', 'query', 'offset'}.isdisjoint(losses))
        total = weighted(losses)
        self.assertTrue(torch.isfinite(total))
        total.backward()
        for name, parameter in parameters.by_name.items():
            if name.startswith(('train.pixel_classes', 'train.cell_classes', 'train.query_classes')):
                self.assertTrue(parameter.grad is None or float(parameter.grad.abs().sum()) == 0, name)

    def test_targets_stay_between_nothing_and_all_where_masks_overlap(self):
        view = whole(self.of('coco'))
        turns = [turn for turn in (photo_turn(view, 'photo.name', random.Random(at)) for at in range(8))]
        batch = make_batch([view], [turns], TOKENIZER, Classes(), CONFIG)
        self.assertEqual(batch['target'].max(), 1)
        for t, turn in enumerate(turns):
            expected = view.pixels[[i - 1 for i in turn.targets]].any(0).reshape(64, 2, 64, 2).mean((1, 3))
            self.assertLess(np.abs(batch['target'][0, t] - expected).mean(), 0.01)


class Edits(Photos):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.chunk = photo_edits(cls.pool, 60, 2)

    def rows(self, kind):
        return [(row['edit'], *(plane[at] for plane in self.chunk[:4])) for at, row in enumerate(self.chunk[4]) if row['kind'] == kind]

    def test_a_removal_has_the_photo_itself_as_target_and_its_mask_crosses_no_edge(self):
        rows = self.rows('remove')
        self.assertGreater(len(rows), 20)
        for _, source, target, _, mask in rows:
            np.testing.assert_array_equal(source, target)
            self.assertTrue(0.02 <= (mask > 0).mean() <= 0.2)
        thing = rectangle(10, 10, 30, 30, (64, 64))
        self.assertTrue(without_edge(rectangle(12, 12, 20, 20, (64, 64)), [thing]) and without_edge(rectangle(40, 40, 60, 60, (64, 64)), [thing]))
        self.assertFalse(without_edge(rectangle(5, 5, 20, 20, (64, 64)), [thing]))

    def test_a_new_colour_is_near_its_name_changes_nothing_outside_and_is_said_in_the_edit(self):
        rows = self.rows('recolour')
        self.assertGreater(len(rows), 10)
        for edit, source, target, region, mask in rows:
            np.testing.assert_array_equal(source[region == 0], target[region == 0])
            name, distance = nearest_colour(target[mask > 127].mean(0) / 255)
            self.assertEqual(name, edit['colour'])
            self.assertLess(distance, NEAR + 0.01)

    def test_light_and_shade_stay(self):
        picture = np.random.RandomState(0).uniform(0.25, 0.5, (8, 8, 3)).astype(np.float32)
        red = tinted(picture, np.ones((8, 8), np.float32), 'red')
        self.assertGreater(np.corrcoef((picture @ LUMINANCE).ravel(), (red @ LUMINANCE).ravel())[0, 1], 0.95)
        self.assertLess(np.abs((red - picture) @ LUMINANCE).mean(), 0.05)

    def test_the_decoder_draws_their_share_and_takes_them_like_rendered_ones(self):
        rendered = tuple(plane[:5] for plane in self.chunk)
        edits = DecoderEdits([rendered, rendered], 4, self.chunk, 0.25)
        keys = edits.choose(400)
        self.assertTrue(60 < sum(chunk == 2 for chunk, _, _ in keys) < 140)
        batch = edits.batch([(edits.chunks[chunk], row) for chunk, row, _ in keys[:8]], [mirrored for _, _, mirrored in keys[:8]])
        self.assertEqual((batch['source'].shape, batch['state'].shape), ((8, 3, 64, 64), (8, 128)))
        self.assertEqual({chunk for chunk, _, _ in DecoderEdits([rendered], 4).choose(20)}, {0})


class Scores(Photos):
    def test_the_held_out_turns_are_the_same_every_time_and_of_held_out_photos(self):
        first, again = (HeldTurns(self.held, TOKENIZER, CONFIG, 2) for _ in range(2))
        self.assertEqual([[turn.text for turn in row] for row in first.turns], [[turn.text for turn in row] for row in again.turns])
        self.assertEqual(len(first.views), len(self.held))
        self.assertEqual(sum(len(first.next()['kinds']) for _ in range(len(first))), sum(len(row) for row in first.turns))

    def test_the_guess_for_a_rough_mask_is_the_mask(self):
        scores = without_model(HeldTurns(self.pool, TOKENIZER, CONFIG, 2))
        self.assertTrue(50 <= scores['cIoU']['photo.mask'] <= 75, scores)
        self.assertGreater(scores['cIoU']['photo.box'], 60)


if __name__ == '__main__':
    unittest.main()
