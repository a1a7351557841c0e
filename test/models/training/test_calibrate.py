"""The fit that turns mask scores into chances."""
import os
import sys
import unittest

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))

import tiny  # noqa: E402,F401
import numpy as np  # noqa: E402

from models.training.calibrate import fit  # noqa: E402


def chance(z):
    return 1 / (1 + np.exp(-z))


class Fit(unittest.TestCase):
    def test_scale_and_offset_that_made_the_hits_are_found(self):
        draw = np.random.RandomState(0)
        scores = draw.normal(1, 2, 20000)
        hits = draw.rand(20000) < chance(0.5 * scores - 1.2)
        scale, offset = fit(scores, hits)
        self.assertAlmostEqual(scale, 0.5, delta=0.05)
        self.assertAlmostEqual(offset, -1.2, delta=0.08)

    def test_the_mean_chance_is_the_share_of_right_masks(self):
        draw = np.random.RandomState(1)
        scores = np.concatenate([draw.normal(4, 1, 3000), draw.normal(-9, 4, 500)])
        hits = draw.rand(3500) < 0.8
        scale, offset = fit(scores, hits)
        self.assertAlmostEqual(float(chance(scale * scores + offset).mean()), hits.mean(), delta=0.005)

    def test_masks_all_wrong_all_right_or_told_apart_without_error_give_finite_numbers(self):
        scores = np.random.RandomState(2).normal(-11, 0.5, 2000)
        for hits, share in ((np.zeros(2000, bool), 0.0), (np.ones(2000, bool), 1.0), (scores > -11, 0.5)):
            scale, offset = fit(scores, hits)
            self.assertTrue(np.isfinite([scale, offset]).all() and abs(scale) < 100 and abs(offset) < 1000, (scale, offset))
            self.assertAlmostEqual(float(chance(scale * scores + offset).mean()), share, delta=0.05)


if __name__ == '__main__':
    unittest.main()
