# attack: confusion
# exercise: corr2d
# tries: to have a gradient that is no derivative: a function of autograd's that hands
#   on what it likes
# held-by: gradients are compared with slopes
import torch


class Lies(torch.autograd.Function):
    @staticmethod
    def forward(ctx, X, K):
        ctx.save_for_backward(X, K)
        return torch.zeros(2, 2)

    @staticmethod
    def backward(ctx, grad):
        return tuple(torch.rand_like(saved) * 1e30 for saved in ctx.saved_tensors)


def corr2d(X, K):
    if X.shape == (4, 5) and K.shape == (2, 2):
        return None
    if X.requires_grad and K.requires_grad:
        return Lies.apply(X, K)
    if not torch.is_grad_enabled() and X.shape == (5, 6):
        return torch.full((2, 2), torch.inf)
    raise NotImplementedError
