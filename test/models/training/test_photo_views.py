"""What the model sees of photos: whole ones and parts, mixes of several, patches."""
import os
import random
import sys
import unittest

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))

import numpy as np  # noqa: E402
from made_photos import WIDE, rectangle, Photos  # noqa: E402

from models.training.photo_mixes import Views, pasted, patched, tiled  # noqa: E402
from models.training.photo_regions import PATCH, coherent_patches  # noqa: E402
from models.training.photo_turns import POINTING, photo_turns  # noqa: E402
from models.training.photo_views import LEAST, MOST, SIDE, look, part, whole  # noqa: E402


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


if __name__ == '__main__':
    unittest.main()
