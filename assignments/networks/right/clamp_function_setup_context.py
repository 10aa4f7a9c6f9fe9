# exercise: Clamp
# style: setup_context, where, and minimum of a maximum
import torch
from torch.autograd import Function


class Clamp(Function):
    @staticmethod
    def forward(x, low, high):
        low, high = (
            torch.as_tensor(b, dtype=x.dtype, device=x.device) for b in (low, high)
        )
        return torch.minimum(torch.maximum(x, low), high)

    @staticmethod
    def setup_context(ctx, inputs, output):
        x, low, high = inputs
        ctx.save_for_backward(x)
        ctx.bounds = low, high

    @staticmethod
    def backward(ctx, grad):
        if not ctx.needs_input_grad[0]:
            return None, None, None
        (x,), (low, high) = ctx.saved_tensors, ctx.bounds
        clipped = torch.logical_or(x < low, x > high)
        return torch.where(clipped, torch.zeros_like(grad), grad), None, None
