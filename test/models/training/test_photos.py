"""Real photos in training, on a folder of small made-up ones: what is held out, views, and turns true to the masks."""
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

from models.training.batches import UNKNOWN, Classes, TurnSource, make_batch  # noqa: E402
from models.training.interpreter import load_model  # noqa: E402
from models.training.joint_batches import to_device  # noqa: E402
from models.training.losses import joint_losses, weighted  # noqa: E402
from models.training.diffusion_stage import Edits as DecoderEdits  # noqa: E402
from models.training.photo_edits import LUMINANCE, NEAR, nearest_colour, photo_edits, tinted, without_edge  # noqa: E402
from models.training.photo_mixes import Views, pasted, patched, tiled  # noqa: E402
from models.training.photo_names import ABSENT, ALIASES, confusable, plain, plural  # noqa: E402
from models.training.photo_pool import LONGEST, PhotoPool, pack  # noqa: E402
from models.training.photo_regions import PATCH, coherent_patches  # noqa: E402
from models.training.photo_scores import HeldTurns, without_model  # noqa: E402
from models.training.photo_turns import POINTING, SHARES, photo_turn, photo_turns  # noqa: E402
from models.training.photo_views import LEAST, MOST, SIDE, look, part, whole  # noqa: E402
from models.training.photo_sources import PHOTO_SOURCES, held_out  # noqa: E402
from models.training.pictures import load_photos  # noqa: E402
from models.training.scenes.regions import MASK  # noqa: E402
from models.training.scenes.rle import encode  # noqa: E402
from models.training.tokenizer import Tokenizer  # noqa: E402

CONFIG = tiny.config()
TOKENIZER = Tokenizer(os.path.join(tiny.ROOT, 'models', 'checkpoints', 'nano', 'tokenizer.json'))
WIDE, HIGH = 120, 80
COUNT = 64
# for i in $(seq 0 63); do h=$(printf made-$i | sha256sum | cut -c1-8); [ $((16#$h % 10)) = 0 ] && echo $i; done
HELD = [7, 9, 42, 52]


def rectangle(left, top, right, bottom, size=(HIGH, WIDE)):
    mask = np.zeros(size, bool)
    mask[top:bottom, left:right] = True
    return mask


def photo_folder(path, count=COUNT):
    """Noise with bright rectangles where the masks are: dogs, two overlapping cars beside a person, and classes without masks."""
    rng = np.random.RandomState(1)
    os.makedirs(path, exist_ok=True)
    with open(os.path.join(path, 'photos.jsonl'), 'w') as lines:
        for at in range(count):
            source = ('oxford-pets', 'coco', 'clothing-small', 'ccp')[at % 4]
            masks = {'oxford-pets': [('dog', rectangle(30, 20, 90, 70))],
                     'coco': [('car', rectangle(10, 30, 60, 70)), ('car', rectangle(40, 20, 80, 60)), ('person', rectangle(90, 10, 110, 70)), ('bird', rectangle(1, 1, 4, 4))],
                     'clothing-small': [], 'ccp': [('dress', rectangle(0, 0, 50, 50))]}[source]
            picture = rng.randint(0, 90, (HIGH, WIDE, 3)).astype(np.uint8)
            for _, mask in masks:
                picture[mask] = 220
            Image.fromarray(picture).save(os.path.join(path, f'{at}.webp'), 'WEBP', quality=90)
            row = {'id': f'made-{at}', 'file': f'{at}.webp', 'width': WIDE, 'height': HIGH, 'source': source, 'masks': [{'name': name, **encode(mask)} for name, mask in masks]}
            lines.write(json.dumps({**row, **{'oxford-pets': {'class': 'american_bulldog'}, 'clothing-small': {'class': 'longsleeve'}}.get(source, {})}) + '\n')
    return path


class Photos(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = photo_folder(tiny.folder(cls))
        cls.file = os.path.join(cls.folder, 'photos.npz')
        cls.counts = pack(cls.folder, cls.file)
        cls.pool, cls.held = PhotoPool(cls.file), PhotoPool(cls.file, held=True)

    def of(self, source):
        return next(photo for photo in self.pool if photo.source == source)


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


class Viewing(Photos):
    def test_a_whole_photo_is_seen_with_its_edge_repeated_as_at_run_time(self):
        view = whole(self.of('oxford-pets'))
        top, high = 21, 85  # 80 of 120 rows at 128 / 120
        self.assertEqual(view.image.shape, (SIDE, SIDE, 3))
        self.assertTrue((view.image[:top] == view.image[top]).all())
        self.assertEqual(view.objects[0].box[1], top + round(20 * SIDE / WIDE))
        self.assertFalse(view.pixels[0, :top].any() or view.pixels[0, top + high:].any())

    def test_things_lie_where_the_picture_shows_them(self):
        rng = random.Random(3)
        for at in range(20):
            photo = self.of(('oxford-pets', 'coco')[at % 2])
            view = look(photo, part(photo, rng), mirror=at % 3 == 0)
            inside = view.pixels.any(0)
            self.assertGreater(view.image[inside].mean() - view.image[~inside].mean(), 80)
            for thing, mask in zip(view.objects, view.pixels):
                self.assertEqual(thing.area, mask.sum())
                x0, y0, x1, y1 = thing.box
                self.assertTrue(mask[y0:y1, x0:x1].sum() == thing.area and mask[y0:y1, x0].any() and mask[y0, x0:x1].any() and mask[y1 - 1, x0:x1].any() and mask[y0:y1, x1 - 1].any())

    def test_a_part_shows_something_of_a_size_to_learn_from(self):
        rng, photo = random.Random(4), self.of('oxford-pets')
        boxes = [part(photo, rng) for _ in range(100)]
        self.assertGreater(len(set(boxes)), 15)
        for x0, y0, x1, y1 in boxes:
            share = rectangle(30, 20, 90, 70)[y0:y1, x0:x1].sum() / max(x1 - x0, y1 - y0) ** 2
            self.assertTrue(LEAST <= share <= MOST, share)

    def test_the_same_index_is_the_same_view(self):
        views = Views(self.pool)
        first, again = views.get(77), Views(self.pool).get(77)
        np.testing.assert_array_equal(first.image, again.image)
        self.assertTrue(any((views.get(at).image != first.image).any() for at in range(3)))


class Mixes(Photos):
    def test_a_thing_of_another_photo_is_laid_on_one_and_hides_what_is_under_it(self):
        base, other, hidden = whole(self.of('oxford-pets')), whole(self.of('coco')), 0
        for seed in range(20):
            view = pasted(base, [other], random.Random(seed))
            laid = view.pixels[-1]
            self.assertIn(view.objects[-1].name, ('car', 'person'))
            self.assertGreater(view.image[laid].mean(), 150)
            self.assertFalse(any((laid & plane).any() for plane in view.pixels[:-1]))
            hidden += bool((laid & base.pixels[0]).any())
            untouched = ~laid
            untouched[1:] &= ~laid[:-1]; untouched[:-1] &= ~laid[1:]; untouched[:, 1:] &= ~laid[:, :-1]; untouched[:, :-1] &= ~laid[:, 1:]
            np.testing.assert_array_equal(view.image[untouched], base.image[untouched])
        self.assertGreater(hidden, 3)
        self.assertTrue((base.pixels[0] == whole(self.of('oxford-pets')).pixels[0]).all())

    def test_patches_are_things_without_a_name_that_hide_what_they_lie_on(self):
        base, black = whole(self.of('coco')), whole(self.of('oxford-pets'))
        black.image = np.zeros_like(black.image)
        for seed in range(20):
            view = patched(base, [black] * 3, random.Random(seed))
            patches = view.pixels[[thing.id - 1 for thing in view.objects if thing.name == PATCH]]
            self.assertTrue(1 <= len(patches) <= 3)
            inside = patches.any(0)
            # but for its soft edge a patch has the surface of the other photo, and all around it the photo is as it was
            self.assertGreater((view.image[inside].max(1) == 0).mean(), 0.6)
            changed = (view.image != base.image).any(2)
            self.assertLess((changed & ~inside).sum(), 0.5 * inside.sum())
            for thing in view.objects:
                if thing.name != PATCH:
                    self.assertFalse((view.pixels[thing.id - 1] & inside).any())
            self.assertLessEqual({turn.kind for turn in photo_turns(view, random.Random(seed), 30)}, set(POINTING))
        self.assertTrue(np.array_equal(base.image, whole(self.of('coco')).image), 'the photo itself stays as it is')

    def test_tiles_keep_their_things_and_their_masks_fit_the_picture(self):
        views = [whole(self.of(source)) for source in ('coco', 'oxford-pets', 'coco', 'oxford-pets')]
        for count in (2, 4):
            view = tiled(views[:count], random.Random(3))
            self.assertLessEqual({'car', 'dog'} if count == 2 else {'car', 'person', 'dog'}, {thing.name for thing in view.objects})
            self.assertEqual(view.source, 'oxford-pets')
            for mask in view.pixels:
                self.assertGreater(view.image[mask].mean() - view.image[~view.pixels.any(0)].mean(), 80)

    def test_two_thirds_of_the_views_are_mixed(self):
        views = Views([photo for photo in self.pool if photo.source == 'oxford-pets'])
        single = sum(len(views.get(at).objects) == 1 for at in range(60))
        self.assertTrue(10 <= single <= 33, single)


class Patches(unittest.TestCase):
    def test_a_patch_is_an_area_of_one_colour_away_from_the_frame(self):
        image = np.full((SIDE, SIDE, 3), 200, np.uint8) + np.random.RandomState(2).randint(0, 12, (SIDE, SIDE, 3)).astype(np.uint8)
        image[30:70, 20:60] = (180, 20, 20)
        image[80:110, 70:120] = (20, 40, 170)
        found = coherent_patches(image, random.Random(1))
        for left, top, right, bottom in ((20, 30, 60, 70), (70, 80, 120, 110)):
            block = rectangle(left, top, right, bottom, (SIDE, SIDE))
            self.assertTrue(any((block & patch).sum() / (block | patch).sum() > 0.75 for patch in found))
        self.assertFalse(any(patch[0].any() and patch[-1].any() for patch in found))

    def test_a_picture_of_one_colour_has_none(self):
        self.assertEqual(coherent_patches(np.full((SIDE, SIDE, 3), 90, np.uint8), random.Random(1)).shape, (0, SIDE, SIDE))


class Turns(Photos):
    def turns(self, source, kind, count=60, split='train'):
        view, rng = whole(self.of(source)), random.Random(6)
        return view, [turn for turn in (photo_turn(view, kind, rng, split, typos=0) for _ in range(count)) if turn]

    def test_positive_clicks_lie_on_what_is_meant_and_negative_ones_do_not(self):
        for source in ('oxford-pets', 'coco'):
            for kind in ('photo.point', 'photo.points', 'photo.what'):
                view, turns = self.turns(source, kind)
                self.assertGreater(len(turns), 50)
                for turn in turns:
                    wanted = view.pixels[[i - 1 for i in turn.targets]].any(0) if turn.targets else view.pixels[[t.name == turn.answer for t in view.objects]].any(0)
                    for x, y, keep in turn.clicks['points']:
                        self.assertEqual(bool(wanted[y, x]), bool(keep))
        self.assertTrue({(1, 1), (1, 0)} <= {tuple(p[2] for p in turn.clicks['points']) for turn in self.turns('coco', 'photo.points')[1]})

    def test_a_click_where_two_things_overlap_means_the_smaller(self):
        view, turns = self.turns('coco', 'photo.point', 200)
        small = min(view.objects[:2], key=lambda thing: thing.area)
        both = view.pixels[0] & view.pixels[1]
        for turn in turns:
            x, y, _ = turn.clicks['points'][0]
            if both[y, x]:
                self.assertEqual(turn.targets, [small.id])

    def test_strokes_and_rough_masks_lie_on_their_thing(self):
        for kind in ('photo.scribble', 'photo.mask', 'photo.box'):
            view, turns = self.turns('coco', kind)
            for turn in turns:
                truth, drawn = view.masks[turn.targets[0]] > 0.5 if turn.place is None else turn.place > 0.5, turn.regions[0].raster > 0
                self.assertGreater((truth & drawn).sum() / drawn.sum(), 0.4, kind)

    def test_some_are_round_a_patch_without_a_name_but_none_that_is_measured(self):
        for kind in ('photo.scribble', 'photo.mask', 'photo.box'):
            view, turns = self.turns('coco', kind, 100)
            patches = [turn for turn in turns if turn.place is not None]
            self.assertTrue(8 < len(patches) < 50, len(patches))
            self.assertEqual({turn.names for turn in patches}, {PATCH})
            for turn in patches:
                self.assertFalse(any(((turn.place > 0.5) & (mask > 0.5)).sum() > 0.45 * ((turn.place > 0.5) | (mask > 0.5)).sum() for mask in view.masks[1:]))
            self.assertTrue(all(turn.place is None for turn in self.turns('coco', kind, 40, 'heldout')[1]))

    def test_an_edit_marks_its_thing_and_says_what_is_wanted(self):
        for kind, action in (('photo.remove', 'remove'), ('photo.recolour', 'recolour')):
            view, turns = self.turns('coco', kind, 60)
            self.assertGreater(len(turns), 30)
            self.assertEqual({len(turn.regions) for turn in turns}, {0, 1})
            for turn in turns:
                self.assertEqual((turn.action, turn.edit['kind'], turn.edit['colour']), (action, action, turn.answer or None))
                self.assertEqual(bool(turn.answer), action == 'recolour')
                truth = turn.place > 0.5 if turn.place is not None else view.masks[turn.targets].max(0) > 0.5
                if turn.regions and turn.regions[0].type == MASK:
                    self.assertGreater((truth & (turn.regions[0].raster > 0)).sum() / truth.sum(), 0.4)
                elif turn.regions:
                    self.assertTrue((truth & (turn.regions[0].raster > 0)).any())

    def test_a_name_means_all_things_of_that_name(self):
        view, turns = self.turns('coco', 'photo.name')
        self.assertEqual({(turn.names, tuple(turn.targets)) for turn in turns}, {('cars', (1, 2)), ('person', (3,))})
        for turn in turns:
            words = {'cars': ('car', *ALIASES['car']), 'person': ('person', *ALIASES['person'])}[turn.names]
            self.assertTrue(any(word in turn.text for word in words), turn.text)

    def test_what_is_said_to_be_absent_is(self):
        for source in ('oxford-pets', 'coco', 'clothing-small'):
            view, turns = self.turns(source, 'photo.none', 200)
            there = {t.name for t in view.objects} | {view.name} - {None}
            for turn in turns:
                self.assertEqual((turn.action, turn.targets), ('none', []))
                self.assertIn(turn.answer, turn.text)
                self.assertTrue(all(turn.answer not in confusable(name) for name in there), (turn.answer, there))

    def test_every_absent_name_is_one_that_photos_have(self):
        self.assertEqual([name for name in ABSENT if plain('x', name)[0] != name], [])

    def test_questions_are_answered_with_the_names(self):
        self.assertEqual({turn.answer for turn in self.turns('oxford-pets', 'photo.seen')[1]}, {'dog'})
        self.assertEqual({turn.answer for turn in self.turns('clothing-small', 'photo.seen')[1]}, {'long sleeve shirt'})
        self.assertEqual({turn.answer for turn in self.turns('coco', 'photo.seen')[1]}, {'car, person'})
        for turn in self.turns('coco', 'photo.exists')[1]:
            self.assertEqual(turn.answer, 'yes' if turn.names else 'no')

    def test_names_say_which_things_they_stand_for_where_that_is_known(self):
        for source in ('oxford-pets', 'coco', 'clothing-small'):
            for kind in SHARES:
                view, turns = self.turns(source, kind, 20)
                for turn in turns:
                    if not turn.names:
                        self.assertEqual(turn.match, [])
                    elif not view.objects or turn.names == PATCH:
                        self.assertEqual((turn.named, turn.match), (None, None))
                    else:
                        self.assertEqual(len(turn.named), turn.names.count(',') + 1, turn)
                        self.assertEqual(turn.match, sorted(i for part in turn.named for i in part))
                        for called, ids in zip(turn.names.split(', '), turn.named):
                            self.assertTrue(all(called in (view.objects[i - 1].name, plural(view.objects[i - 1].name)) for i in ids), turn)

    def test_a_photo_without_masks_is_only_talked_about(self):
        view = whole(self.of('clothing-small'))
        self.assertEqual({turn.kind for turn in photo_turns(view, random.Random(1), 60)}, {'photo.none', 'photo.seen', 'photo.exists'})

    def test_the_held_out_split_has_words_of_its_own(self):
        train, held = ({turn.text.rstrip('?.!') for turn in self.turns('oxford-pets', 'photo.seen', split=split)[1]} for split in ('train', 'heldout'))
        self.assertFalse(train & held)


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
