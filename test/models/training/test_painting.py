"""What surrounds the diffusion decoder, and the codes of edits. Run: python3 -m unittest discover -s test/models/training -p test_painting.py"""
import math
import os
import sys
import unittest

import numpy as np

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import tiny  # noqa: E402,F401  (skips these tests where PyTorch is missing)
import torch  # noqa: E402

from models.training.edit_codes import WIDTH, edit_code  # noqa: E402
from models.training.painting import compose, dilate, fill, grown_box, latent_mask, noised, paint_mask, sample  # noqa: E402
from models.training.vae_stage import principal_patches  # noqa: E402


def square(low, high, side=64):
    mask = torch.zeros(1, 1, side, side)
    mask[..., low:high, low:high] = 1
    return mask


class EditCodes(unittest.TestCase):
    def test_the_same_edit_always_has_the_same_code(self):
        one = edit_code({"kind": "recolour", "colour": "red"})
        self.assertEqual(one.shape, (WIDTH,))
        self.assertTrue(np.array_equal(one, edit_code({"colour": "red", "shape": None, "kind": "recolour"})))
        self.assertGreater(float(one.std()), 0.7)

    def test_edits_that_differ_have_codes_far_apart(self):
        red, blue = (edit_code({"kind": "recolour", "colour": colour}) for colour in ("red", "blue"))
        self.assertGreater(float(np.linalg.norm(red - blue)), 6)

    def test_an_edit_without_anything_wanted_is_refused(self):
        with self.assertRaises(ValueError):
            edit_code({"kind": None})


class Masks(unittest.TestCase):
    def test_a_box_covers_its_mask_and_the_margin(self):
        mask = torch.zeros(1, 1, 64, 64)
        mask[..., 10, 20] = mask[..., 30, 40] = 1
        self.assertEqual(int(grown_box(mask, 2).sum()), 25 * 25)

    def test_each_kind_paints_as_far_as_it_must(self):
        mask = square(20, 30)
        areas = {kind: int(paint_mask(kind, mask).sum()) for kind in ("recolour", "remove", "replace", "background")}
        self.assertEqual(areas, {"recolour": 12 ** 2, "remove": 14 ** 2, "replace": 14 ** 2, "background": 10 ** 2})

    def test_a_latent_cell_is_painted_when_any_of_its_pixels_is(self):
        self.assertEqual(float(latent_mask(square(3, 5)).sum()), 4)


class Filling(unittest.TestCase):
    def test_known_pixels_stay_and_masked_ones_take_the_colour_around(self):
        picture = torch.full((1, 3, 64, 64), 0.25)
        mask = square(20, 40)
        picture[mask.expand_as(picture) > 0] = 0.9
        filled = fill(picture, mask)
        self.assertTrue(torch.allclose(filled, torch.full_like(filled, 0.25), atol=1e-5))

    def test_a_wholly_masked_picture_becomes_grey(self):
        filled = fill(torch.rand(1, 3, 64, 64), torch.ones(1, 1, 64, 64))
        self.assertTrue(torch.allclose(filled, torch.full_like(filled, 0.5)))


class Steps(unittest.TestCase):
    def test_a_perfect_decoder_gives_the_truth_in_any_number_of_steps(self):
        truth = torch.randn(2, 12, 16, 16)
        for steps in (1, 2, 4):
            found = sample(lambda inputs: {"clean": truth}, {}, torch.randn_like(truth), steps)
            self.assertTrue(torch.equal(found, truth))

    def test_noise_is_all_at_one_and_nothing_at_zero(self):
        clean, noise = torch.randn(1, 12, 16, 16), torch.randn(1, 12, 16, 16)
        self.assertTrue(torch.allclose(noised(clean, noise, torch.ones(1)), noise, atol=1e-6))
        self.assertTrue(torch.equal(noised(clean, noise, torch.zeros(1)), clean))

    def test_every_step_sees_the_noise_it_was_told(self):
        seen = []

        def paint(inputs):
            seen.append((float(inputs["timestep"][0]), float(inputs["latents"].std())))
            return {"clean": torch.zeros_like(inputs["latents"])}
        sample(paint, {}, torch.randn(4, 12, 16, 16), 4)
        for time, deviation in seen:
            self.assertAlmostEqual(deviation, math.sin(time * math.pi / 2), delta=0.05)


class Composition(unittest.TestCase):
    def test_nothing_far_from_the_mask_changes(self):
        source = torch.rand(1, 3, 64, 64)
        mask = square(28, 34)
        out, own = compose(source, torch.rand(1, 3, 64, 64), torch.rand(1, 3, 64, 64), mask, "remove")
        far = dilate(mask, 24) == 0
        self.assertTrue(torch.equal(out[far.expand_as(out)], source[far.expand_as(out)]))
        self.assertEqual(float(own[far].sum()), 0)

    def test_a_recolouring_ends_at_its_mask(self):
        source, mask = torch.rand(1, 3, 64, 64), square(20, 40)
        out, _ = compose(source, torch.rand(1, 3, 64, 64), torch.rand(1, 3, 64, 64), mask, "recolour")
        beyond = dilate(mask, 3) == 0
        self.assertTrue(torch.equal(out[beyond.expand_as(out)], source[beyond.expand_as(out)]))

    def test_a_shadow_that_goes_is_lifted_off_the_ground(self):
        source, mask = torch.full((1, 3, 64, 64), 0.3), square(20, 30)
        lighter = torch.full((1, 3, 64, 64), 0.5)
        out, own = compose(source, lighter, torch.full((1, 3, 64, 64), 0.3), mask, "remove")
        self.assertAlmostEqual(float(out[0, 0, 40, 25]), 0.5, places=3)
        self.assertEqual(float(own[0, 0, 40, 25]), 1)


class LinearStart(unittest.TestCase):
    def test_principal_patches_restore_what_they_can(self):
        pictures = np.random.RandomState(0).rand(40, 3, 16, 16).astype(np.float32).mean(1, keepdims=True).repeat(3, 1)
        encoder, bias, decoder, mean, _ = principal_patches(pictures, 4, 16)  # grey pictures: 16 of 48 numbers say all
        squares = (2 * pictures - 1).reshape(40, 3, 4, 4, 4, 4).transpose(0, 2, 4, 1, 3, 5).reshape(-1, 48)
        codes = squares @ encoder.reshape(16, 48).T + bias
        self.assertLess(float(np.abs(codes @ decoder[:, :, 0, 0].T + mean - squares).max()), 1e-3)
        self.assertAlmostEqual(float(codes.std(0).mean()), 1, delta=0.05)


if __name__ == "__main__":
    unittest.main()
