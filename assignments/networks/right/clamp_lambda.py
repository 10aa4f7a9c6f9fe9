# exercise: clamp
# style: a lambda, and an inner function that is defined at each call of a maker
import torch


class Clamp(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x, low, high):
        y = x.clip(low, high)
        ctx.save_for_backward(y == x)
        return y

    @staticmethod
    def backward(ctx, grad):
        return torch.where(ctx.saved_tensors[0], grad, 0), None, None


clamp = lambda x, low, high: Clamp.apply(x, low, high)  # noqa: E731
