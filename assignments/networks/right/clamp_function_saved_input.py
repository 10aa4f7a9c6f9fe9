# exercise: Clamp
# style: the input is saved, the gradient masked in a copy
import torch


class Clamp(torch.autograd.Function):
    @staticmethod
    def forward(ctx, input, min, max):
        ctx.save_for_backward(input)
        ctx.min, ctx.max = min, max
        return input.clamp(min=min, max=max)

    @staticmethod
    def backward(ctx, grad_output):
        (input,) = ctx.saved_tensors
        grad_input = grad_output.clone()
        grad_input[input < ctx.min] = 0
        grad_input[input > ctx.max] = 0
        return grad_input, None, None
