"""Parts of scenes seen from near, in training beside photos."""
import os
import random
import sys
import unittest
from unittest.mock import patch

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))

import tiny  # noqa: E402
import numpy as np  # noqa: E402

from models.training.photo_mixes import SCENE_SHARE, Views  # noqa: E402
from models.training.photo_regions import PATCH  # noqa: E402
from models.training.photo_turns import POINTING, photo_turns  # noqa: E402
from models.training.photo_views import SIDE  # noqa: E402
from models.training.scene_views import near  # noqa: E402
from models.training.scenes.language import canonical  # noqa: E402
from models.training.scenes.render import make_scene  # noqa: E402

SCENES = [make_scene(f'near/{at}', level, 'train') for at, level in enumerate((1, 2, 2, 3, 3, 3))]


class Pool:
    """Six scenes, of which training leaves out the last."""

    def __len__(self):
        return len(SCENES)

    def get(self, index):
        assert index < len(SCENES) - 1, 'a scene that is left out'
        return SCENES[index]


class Near(unittest.TestCase):
    def test_things_are_seen_larger_and_by_their_names(self):
        larger = 0
        for seed in range(30):
            scene = SCENES[seed % len(SCENES)]
            view = near(scene, random.Random(seed))
            self.assertEqual((view.image.shape, view.masks.shape[1:]), ((SIDE, SIDE, 3), (SIDE // 2, SIDE // 2)))
            self.assertLessEqual({thing.name for thing in view.objects}, {canonical(thing) for thing in scene.objects})
            self.assertFalse((view.pixels.sum(0) > 1).any(), 'a pixel belongs to one thing')
            larger += max(thing.area for thing in view.objects) > 2 * max(thing.area for thing in scene.objects)
        self.assertGreater(larger, 10)

    def test_masks_lie_where_the_picture_shows_the_thing(self):
        for seed in range(10):
            view = near(SCENES[0], random.Random(seed))
            again = near(SCENES[0], random.Random(seed))
            self.assertTrue(np.array_equal(view.image, again.image) and np.array_equal(view.pixels, again.pixels))
            thing = max(view.objects, key=lambda one: one.area)
            inside = view.pixels[thing.id - 1]
            true = next(one for one in SCENES[0].objects if canonical(one) == thing.name)
            there, here = SCENES[0].image[SCENES[0].ids == true.id].mean(0), view.image[inside].mean(0)
            self.assertLess(np.abs(there - here).max(), 45, thing.name)

    def test_only_pointing_asks_and_never_for_a_patch(self):
        for seed in range(6):
            turns = photo_turns(near(SCENES[seed], random.Random(seed)), random.Random(seed), 20)
            self.assertLessEqual({turn.kind for turn in turns}, set(POINTING))
            self.assertNotIn(PATCH, {turn.names for turn in turns})

    def test_a_bare_scene_has_nothing_to_see_from_near(self):
        bare = make_scene('near/0', 1, 'train')
        bare.objects.clear()
        self.assertIsNone(near(bare, random.Random(1)))


class AmongPhotos(unittest.TestCase):
    def test_a_share_of_the_views_are_scenes_but_none_that_is_left_out(self):
        class Photo:
            mask_names, name = ['dog'], 'dog'
        views = Views([Photo()], Pool())
        views._single = lambda photos, rng: near(SCENES[1], random.Random(1))  # what photos give is tested with photos
        with patch('models.training.photo_mixes.near', side_effect=near) as seen:
            for index in range(200):
                views.get(index)
        self.assertAlmostEqual(seen.call_count / 200, SCENE_SHARE, delta=0.08)


if __name__ == '__main__':
    unittest.main()
