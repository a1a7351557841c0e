"""The emitted training graphs learn: gradients reach every trained parameter, and the loss of a batch falls."""
import os
import random
import sys
import unittest

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))

import tiny  # noqa: E402
import torch  # noqa: E402

from models.training.batches import Classes, make_batch  # noqa: E402
from models.training.interpreter import load_model  # noqa: E402
from models.training.joint_batches import to_device  # noqa: E402
from models.training.losses import WEIGHTS, joint_losses, weighted  # noqa: E402
from models.training.scenes.render import make_scene  # noqa: E402
from models.training.scenes.samples import make_turn  # noqa: E402
from models.training.tokenizer import Tokenizer  # noqa: E402

KINDS = ('refer.attribute', 'refer.attribute', 'edit.recolour', 'qa.colour', 'refine.words', 'refer.plural')
POINTS = tuple(f'prompt.{kind}' for kind in ('point', 'box', 'scribble', 'mask')) + ('refine.point',)  # all region types


def a_batch(kinds):
    draw, number = random.Random(2), 0
    while True:
        scene = make_scene(f'gradients/{number}', 2)
        turns = [make_turn(scene, kind, draw) for kind in kinds]
        if all(turns):
            break
        number += 1
    tokenizer = Tokenizer(os.path.join(tiny.ROOT, 'models', 'checkpoints', 'nano', 'tokenizer.json'))
    return to_device(make_batch([scene], [turns], tokenizer, Classes(), tiny.config()), 'cpu')


class Learning(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.parameters, graphs = load_model(tiny.emit(tiny.folder(cls)), ['train', 'train_draw'])
        cls.graph, cls.draw = graphs['train'], graphs['train_draw']
        cls.start = {name: parameter.detach().clone() for name, parameter in cls.parameters.by_name.items()}

    def setUp(self):
        torch.manual_seed(0)
        with torch.no_grad():
            for name, parameter in self.parameters.by_name.items():
                parameter.copy_(self.start[name])
                parameter.grad = None

    def without_gradient(self, graph):
        """Parameters of a graph that a batch with every kind of truth does not reach."""
        with torch.no_grad():
            for parameter in self.parameters.by_name.values():
                parameter.add_(0.05 * torch.randn_like(parameter))  # what starts at zero hides what lies behind it
        truth = a_batch(KINDS + POINTS)
        losses, _ = joint_losses(graph(truth['inputs']), truth)
        self.assertEqual(set(losses), set(WEIGHTS) - {'draw'})
        weighted(losses).backward()
        gradients = {name: self.parameters.by_name[name].grad for name in graph.parameter_names}
        return {name for name, gradient in gradients.items() if gradient is None or not gradient.abs().max() > 0}

    def test_every_parameter_gets_a_gradient_but_the_encoder_of_the_pixel_codes(self):
        # its features enter the vision tokens as they are: it is trained by a stage of its own
        pixel = {name for name in self.graph.parameter_names if name.startswith('pixel_tokenizer.')}
        self.assertEqual(self.without_gradient(self.graph), pixel)
        self.assertTrue(pixel)

    def test_text_to_image_trains_nothing_that_the_joint_graph_does_not(self):
        self.assertLessEqual(set(self.draw.parameter_names), set(self.graph.parameter_names))

    def test_the_loss_of_a_batch_falls(self):
        truth = a_batch(KINDS)
        used = [self.parameters.by_name[name] for name in self.graph.parameter_names if not name.startswith('pixel_tokenizer.')]
        optimizer, history = torch.optim.AdamW(used, lr=1e-3), []
        for _ in range(12):
            losses, _ = joint_losses(self.graph(truth['inputs']), truth)
            history.append({name: float(value) for name, value in losses.items()})
            optimizer.zero_grad(set_to_none=True)
            weighted(losses).backward()
            torch.nn.utils.clip_grad_norm_(used, 1.0)
            optimizer.step()
        for name in ('text', 'pixel', 'cell', 'query', 'dice', 'edit'):
            self.assertLess(history[-1][name], history[0][name], name)
        self.assertLess(history[-1]['text'], 0.8 * history[0]['text'])

    def test_mixed_16_bit_numbers_give_the_same_losses_and_finite_gradients(self):
        truth = a_batch(KINDS)
        with torch.no_grad():
            exact, _ = joint_losses(self.graph(truth['inputs']), truth)
        with torch.autocast('cpu', torch.bfloat16):  # what a GPU trains in
            outputs = self.graph(truth['inputs'])
        self.assertIn(torch.bfloat16, {output.dtype for output in outputs.values()})
        losses, _ = joint_losses(outputs, truth)
        for name, value in losses.items():
            self.assertAlmostEqual(float(value), float(exact[name]), delta=0.05 * float(exact[name]) + 0.05, msg=name)
        weighted(losses).backward()
        gradients = [parameter.grad for parameter in self.parameters.by_name.values() if parameter.grad is not None]
        self.assertTrue(all(torch.isfinite(gradient).all() for gradient in gradients))

    def test_only_the_wanted_outputs_are_computed_and_they_agree(self):
        inputs = a_batch(KINDS)['inputs']
        with torch.no_grad():
            all_of_them, some = self.graph(inputs), self.graph(inputs, ('masks', 'scores'))
        self.assertEqual(sorted(some), ['masks', 'scores'])
        self.assertLess(len(self.graph._plans[('masks', 'scores')]), len(self.graph._plans[tuple(self.graph.output_names)]))
        self.assertTrue(torch.equal(some['masks'], all_of_them['masks']))


if __name__ == '__main__':
    unittest.main()
