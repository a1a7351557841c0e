"""What is asked about photos, true to their masks."""
import os
import random
import sys
import unittest

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))

from made_photos import Photos  # noqa: E402

from models.training.photo_names import ABSENT, ALIASES, confusable, plain, plural  # noqa: E402
from models.training.photo_regions import PATCH  # noqa: E402
from models.training.photo_turns import SHARES, photo_turn, photo_turns  # noqa: E402
from models.training.photo_views import part, whole  # noqa: E402
from models.training.scenes.regions import MASK  # noqa: E402


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


if __name__ == '__main__':
    unittest.main()
