"""Operators of the language model with a derivative of their own: on a CPU a step is bound by how often memory is passed over, and
autograd passes over it for every small operation. The values are those of the plain formulas in operators.py."""
import torch


class RmsNorm(torch.autograd.Function):
    """x [..., D], weight [D] -> x / sqrt(mean(x²) + epsilon) · weight."""

    @staticmethod
    def forward(ctx, x, weight, epsilon):
        inverse = torch.rsqrt(x.pow(2).mean(-1, keepdim=True) + epsilon)
        normed = x * inverse
        ctx.save_for_backward(normed, inverse, weight)
        return normed * weight

    @staticmethod
    def backward(ctx, gradient):
        normed, inverse, weight = ctx.saved_tensors
        product = gradient * normed
        along = (product.matmul(weight) / weight.shape[0]).unsqueeze(-1)  # the length of x takes no part
        return torch.addcmul(gradient * weight, normed, along, value=-1).mul_(inverse), product.reshape(-1, weight.shape[0]).sum(0), None


class Rotation(torch.autograd.Function):
    """Rotate-half rotary embedding; turning back is its derivative. x [B,H,S,D], cos and sin [S, D/2]."""

    @staticmethod
    def forward(ctx, x, cos, sin):
        ctx.save_for_backward(cos, sin)
        return turned(x, cos, sin, 1)

    @staticmethod
    def backward(ctx, gradient):
        return turned(gradient, *ctx.saved_tensors, -1), None, None


def turned(x, cos, sin, way):
    out = torch.empty(x.shape, dtype=x.dtype, device=x.device)
    for half, (one, other, sign) in zip(out.chunk(2, -1), ((0, 1, -way), (1, 0, way))):
        parts = x.chunk(2, -1)
        torch.mul(parts[one], cos, out=half).addcmul_(parts[other], sin, value=sign)
    return out
