"""Operators that have a derivative of their own give what the plain formulas give."""
import os
import sys
import unittest

sys.path.insert(0, os.path.dirname(os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))))

import torch  # noqa: E402

from models.training.fused_operators import RmsNorm, Rotation  # noqa: E402
from models.training.interpreter import with_silu  # noqa: E402
from models.training.operators import OPERATORS, silu  # noqa: E402


def numbers(*shape):
    return torch.randn(*shape, dtype=torch.float64, generator=torch.Generator().manual_seed(sum(shape))).requires_grad_()


class Fused(unittest.TestCase):
    def test_rms_norm_is_the_formula_and_its_derivative(self):
        x, weight = numbers(2, 3, 8), numbers(8)
        expected = x / (x.pow(2).mean(-1, keepdim=True) + 1e-6).sqrt() * weight
        self.assertTrue(torch.allclose(RmsNorm.apply(x, weight, 1e-6), expected))
        self.assertTrue(torch.autograd.gradcheck(lambda x, weight: RmsNorm.apply(x, weight, 1e-6), (x, weight)))

    def test_rotation_is_a_product_of_complex_numbers_and_turns_its_gradient_back(self):
        x, angle = numbers(2, 3, 5, 8), numbers(5, 4).detach()
        turned = torch.complex(x[..., :4], x[..., 4:]) * torch.polar(torch.ones_like(angle), angle)
        self.assertTrue(torch.allclose(Rotation.apply(x, angle.cos(), angle.sin()), torch.cat([turned.real, turned.imag], -1)))
        self.assertTrue(torch.autograd.gradcheck(lambda x: Rotation.apply(x, angle.cos(), angle.sin()), (x,)))

    def test_a_product_with_the_own_sigmoid_becomes_one_node_unless_the_sigmoid_is_read_elsewhere(self):
        def node(name, inputs, output):
            return OPERATORS[name], {}, inputs, [output]
        gate = [node('Sigmoid', ['x'], 's'), node('Mul', ['x', 's'], 'y'), node('Mul', ['y', 'z'], 'out')]
        self.assertEqual(with_silu(gate, ['out']), [(silu, {}, ['x'], ['y']), gate[2]])
        for other in ([node('Mul', ['z', 's'], 'y')], gate[1:2] + [node('Add', ['s', 'y'], 'w')]):
            self.assertEqual(with_silu(gate[:1] + other, ['y', 'w']), gate[:1] + other)
        self.assertEqual(with_silu(gate, ['out', 's']), gate)


if __name__ == '__main__':
    unittest.main()
