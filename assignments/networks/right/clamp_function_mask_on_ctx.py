# exercise: Clamp
# style: a mask of numbers, kept as an attribute
import torch


class Clamp(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x, low, high):
        ctx.mask = x.ge(low).to(x.dtype) * x.le(high).to(x.dtype)
        return torch.where(x < low, low, torch.where(x > high, high, x)).to(x.dtype)

    @staticmethod
    def backward(ctx, *grads):
        return ctx.mask.mul(grads[0]), *(None, None)
