# exercise: clamp
# style: bounds that may be left out
import math

import torch


class Clamp(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x, low, high):
        inside = torch.logical_and(low <= x, x <= high)
        ctx.save_for_backward(inside)
        return torch.clamp(x, low, high)

    @staticmethod
    def backward(ctx, grad_output):
        return grad_output.mul(ctx.saved_tensors[0]), None, None


def clamp(x, low=-math.inf, high=math.inf):
    apply = Clamp.apply
    return apply(x, low, high)
