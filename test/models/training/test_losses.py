"""Losses on inputs made by hand."""
import math
import os
import sys
import unittest

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))

import tiny  # noqa: E402,F401
import numpy as np  # noqa: E402
import torch  # noqa: E402

from models.training.batches import UNKNOWN  # noqa: E402
from models.training.losses import CLASS_SIZES, box_loss, boxes_of, dice_loss, embedding_loss, grouped_cross_entropy, instance_loss, joint_losses, look_loss, mask_iou, weighted  # noqa: E402


def square(side, left, top, size):
    mask = torch.zeros(side, side)
    mask[top:top + size, left:left + size] = 1
    return mask


class Masks(unittest.TestCase):
    def test_dice_of_the_right_mask_is_zero(self):
        target = square(64, 10, 10, 20)
        self.assertLess(float(dice_loss(40 * target - 20, target)), 1e-3)

    def test_dice_of_a_mask_elsewhere_is_nearly_one(self):
        self.assertGreater(float(dice_loss(40 * square(64, 0, 0, 20) - 20, square(64, 40, 40, 20))), 0.99)

    def test_dice_of_nothing_where_nothing_is_wanted_is_zero(self):
        self.assertLess(float(dice_loss(torch.full((64, 64), -20.0), torch.zeros(64, 64))), 1e-3)

    def test_iou_of_half_a_mask_is_a_half(self):
        target = square(64, 0, 0, 8)
        half = target.clone()
        half[:4] = 0
        self.assertAlmostEqual(float(mask_iou(half - 0.5, target)), 0.5, places=6)

    def test_iou_of_nothing_against_nothing_is_zero(self):
        self.assertEqual(float(mask_iou(torch.full((4, 4), -1.0), torch.zeros(4, 4))), 0)


class Instances(unittest.TestCase):
    TARGETS = torch.stack([square(64, 0, 0, 16), square(64, 30, 30, 16)])

    def loss_of(self, order, sure=20.0):
        """Loss when query 1 + i draws target order[i]; None draws nothing."""
        masks, scores = torch.full((1, 1, 4, 64, 64), -sure), torch.full((1, 1, 4), -sure)
        for query, which in enumerate(order):
            if which is not None:
                masks[0, 0, 1 + query] = 2 * sure * self.TARGETS[which] - sure
                scores[0, 0, 1 + query] = sure
        return float(instance_loss(masks, scores, [(0, 0, self.TARGETS.numpy())]))

    def test_any_order_of_the_right_masks_costs_nothing(self):
        for order in ([0, 1, None], [1, 0, None], [None, 1, 0], [1, None, 0]):
            self.assertLess(self.loss_of(order), 0.01, order)

    def test_a_missing_instance_costs(self):
        self.assertGreater(self.loss_of([0, None, None]), 1)

    def test_one_instance_drawn_twice_costs(self):
        self.assertGreater(self.loss_of([0, 0, None]), 1)

    def test_groups_of_two_and_three_are_averaged_over_all(self):
        torch.manual_seed(0)
        masks, scores = torch.randn(2, 1, 4, 64, 64), torch.randn(2, 1, 4)
        pair = (0, 0, self.TARGETS.numpy())
        three = (1, 0, np.stack([*self.TARGETS.numpy(), square(64, 50, 0, 10).numpy()]))
        apart = [float(instance_loss(masks, scores, [one])) for one in (pair, three)]
        self.assertAlmostEqual(float(instance_loss(masks, scores, [pair, three])), sum(apart) / 2, places=4)


class Boxes(unittest.TestCase):
    def test_the_box_of_a_square_is_its_centre_and_its_size(self):
        boxes = boxes_of(torch.stack([square(64, 16, 32, 8), torch.ones(64, 64)]))
        self.assertEqual(boxes.tolist(), [[20 / 64, 36 / 64, 8 / 64, 8 / 64], [0.5, 0.5, 1, 1]])

    def test_a_cell_counts_when_more_than_half_is_covered(self):
        target = 0.75 * square(64, 0, 0, 4)
        target[40:, 40:] = 0.5
        self.assertEqual(boxes_of(target).tolist(), [2 / 64, 2 / 64, 4 / 64, 4 / 64])

    def test_right_boxes_at_both_places_cost_nothing(self):
        target = square(64, 16, 32, 8)[None, None]
        right = torch.tensor([20 / 64, 36 / 64, 8 / 64, 8 / 64])
        outputs = {'boxes': torch.zeros(1, 1, 4, 4), 'query_box': right.reshape(1, 1, 4)}
        outputs['boxes'][0, 0, 0] = right
        self.assertEqual(float(box_loss(outputs, {'target': target}, torch.ones(1, 1, dtype=torch.bool))), 0)


class Classes(unittest.TestCase):
    def test_right_and_certain_classes_cost_nothing_in_all_four_groups(self):
        classes = torch.tensor([[1, 2, 3, 1], [0, 11, 0, 3]])
        logits, start = torch.full((2, sum(CLASS_SIZES)), -20.0), 0
        for group, size in enumerate(CLASS_SIZES):
            logits[torch.arange(2), start + classes[:, group]] = 20
            start += size
        self.assertLess(float(grouped_cross_entropy(logits, classes, 0.1)), 1e-6)

    def test_a_guess_costs_the_logarithm_of_each_groups_size(self):
        cost = float(grouped_cross_entropy(torch.zeros(3, sum(CLASS_SIZES)), torch.ones(3, 4, dtype=torch.long), 1.0))
        self.assertAlmostEqual(cost, sum(math.log(size) for size in CLASS_SIZES), places=4)

    def test_background_weighs_as_little_as_said(self):
        logits = torch.zeros(2, sum(CLASS_SIZES))
        logits[1] = torch.randn(sum(CLASS_SIZES), generator=torch.Generator().manual_seed(1)) * 3
        classes = torch.tensor([[0, 0, 0, 0], [1, 1, 1, 1]])
        alone = float(grouped_cross_entropy(logits[1:], classes[1:], 0.001))
        self.assertAlmostEqual(float(grouped_cross_entropy(logits, classes, 0.001)), alone, delta=0.02)

    def test_unknown_classes_cost_nothing_and_change_nothing(self):
        logits = torch.randn(3, sum(CLASS_SIZES), generator=torch.Generator().manual_seed(1)).requires_grad_()
        classes = torch.tensor([[1, 2, 3, 1], [UNKNOWN] * 4, [0, UNKNOWN, 0, UNKNOWN]])
        cost = grouped_cross_entropy(logits, classes, 0.1)
        cost.backward()
        self.assertEqual(float(logits.grad[1].abs().sum()), 0)
        self.assertEqual(float(logits.grad[2, 8:20].abs().sum()), 0)
        self.assertGreater(float(logits.grad[2, :8].abs().sum()), 0)
        self.assertAlmostEqual(float(cost), float(grouped_cross_entropy(logits[[0, 2]], classes[[0, 2]], 0.1)), places=5)
        self.assertEqual(float(grouped_cross_entropy(logits, torch.full((3, 4), UNKNOWN), 0.1)), 0)


class Embeddings(unittest.TestCase):
    KEYS = torch.tensor([[1, 1, 2, 2, -1]])

    def loss_of(self, directions):
        return float(embedding_loss(torch.eye(4)[torch.tensor([directions])] * 3, self.KEYS))

    def test_alike_where_the_object_is_the_same_costs_less(self):
        self.assertLess(self.loss_of([0, 0, 1, 1, 2]), 0.05)
        self.assertGreater(self.loss_of([0, 1, 0, 1, 2]), 4)

    def test_no_two_queries_of_one_object_cost_nothing(self):
        self.assertEqual(float(embedding_loss(torch.randn(1, 3, 4), torch.tensor([[1, 2, -1]]))), 0)


class Looks(unittest.TestCase):
    def loss_of(self, scores, target, head=1):
        attention = torch.full((1, 2, 4), 30.0)  # the other head says nothing of worth
        attention[0, head] = torch.tensor(scores)
        return float(look_loss({'attention': attention}, {'look_head': torch.tensor([head]), 'looks': torch.tensor([target], dtype=torch.int8)}))

    def test_looking_at_the_object_alone_costs_nothing(self):
        self.assertLess(self.loss_of([-9.0, 9.0, -9.0, -9.0], [0, 1, 0, 0]), 1e-3)

    def test_looking_past_it_costs(self):
        self.assertGreater(self.loss_of([9.0, -9.0, -9.0, -9.0], [0, 1, 0, 0]), 5)

    def test_a_cell_that_the_object_only_reaches_into_does_not_matter(self):
        self.assertEqual(self.loss_of([-3.0, 3.0, -9.0, -3.0], [0, 1, -1, 0]), self.loss_of([-3.0, 3.0, 9.0, -3.0], [0, 1, -1, 0]))

    def test_another_object_costs_more_than_an_empty_cell(self):
        self.assertGreater(self.loss_of([9.0, 9.0, -9.0, -9.0], [2, 1, 0, 0]), 2 * self.loss_of([-9.0, 9.0, 9.0, -9.0], [2, 1, 0, 0]))

    def test_with_nothing_meant_every_cell_is_to_be_left_out(self):
        self.assertLess(self.loss_of([-9.0] * 4, [0] * 4), 1e-3)
        self.assertGreater(self.loss_of([9.0] * 4, [0, 2, 0, 2]), 5)


class Together(unittest.TestCase):
    def losses(self, known):
        """Losses of a picture with two turns, without masks and edits, and its things in the four upper rows: of class 1, or unknown as in a photo."""
        torch.manual_seed(0)
        classes = sum(CLASS_SIZES)
        outputs = {'logits': torch.randn(5, 9), 'masks': torch.randn(1, 2, 4, 64, 64), 'scores': torch.randn(1, 2, 4), 'embeddings': torch.randn(1, 2, 4, 8), 'edit_state': torch.randn(1, 2, 6),
                   'boxes': torch.rand(1, 2, 4, 4), 'query_box': torch.rand(1, 2, 4), 'pixel_classes': torch.randn(1, classes + 2, 32, 32), 'cell_classes': torch.randn(1, 64, classes), 'query_classes': torch.randn(1, 2, classes), 'attention': torch.zeros(0, 2, 64)}
        pixel = torch.full((1, 4, 32, 32), 0 if known else UNKNOWN)
        pixel[:, :, :4] = 1 if known else UNKNOWN
        none = torch.zeros(1, 2, dtype=torch.bool)
        truth = {'answer_ids': torch.arange(5), 'has_mask': none, 'target': torch.zeros(1, 2, 64, 64), 'target_key': torch.full((1, 2), -1 if known else 1),
                 'query_class': torch.full((1, 2, 4), 0 if known else UNKNOWN), 'has_edit': none, 'edits': torch.zeros(1, 2, 6), 'instances': [], 'pixel': pixel,
                 'offset': torch.zeros(1, 2, 32, 32), 'cells': torch.full((1, 4, 64), 1 if known else UNKNOWN),
                 'look_head': torch.zeros(0, dtype=torch.long), 'looks': torch.zeros(0, 64, dtype=torch.int8)}
        losses, iou = joint_losses(outputs, truth)
        self.assertEqual(len(iou), 0)
        self.assertTrue(math.isfinite(float(weighted(losses))), losses)
        return set(losses)

    def test_a_batch_without_masks_edits_and_objects_meant_gives_finite_losses(self):
        self.assertEqual(self.losses(True), {'text', 'embedding', 'pixel', 'offset', 'cell'})

    def test_a_batch_of_unknown_things_has_no_losses_of_classes(self):
        self.assertEqual(self.losses(False), {'text', 'embedding'})


if __name__ == '__main__':
    unittest.main()
