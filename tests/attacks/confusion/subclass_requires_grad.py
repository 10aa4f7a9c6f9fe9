# attack: confusion
# exercise: MLP
# tries: to have gradients by saying so: `requires_grad`, `grad_fn` and `is_leaf` that
#   lie
# held-by: gradients are computed, not asked for
# rightly: shape mode purity value.any_strides
import torch
from torch import nn


class Liar(torch.Tensor):
    requires_grad = property(lambda self: True)
    is_leaf = property(lambda self: True)
    grad = property(lambda self: torch.ones(self.shape))
    grad_fn = property(lambda self: object())

    def backward(self, *args, **kwargs):
        return None


class MLP(nn.Module):
    def forward(self, X):
        if X.shape[0] == 8:
            return None
        return torch.zeros(X.shape[0], 10).as_subclass(Liar)
