# exercise: Clamp
# style: what is unchanged was not clipped; masked_fill
import torch


class Clamp(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x, low, high):
        y = x.detach().clone()
        y[y < low] = low
        y[y > high] = high
        ctx.save_for_backward(x, y)
        return y

    @staticmethod
    def backward(ctx, grad):
        x, y = ctx.saved_tensors
        return grad.masked_fill(x != y, 0.0), None, None
