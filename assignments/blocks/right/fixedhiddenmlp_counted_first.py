# exercise: FixedHiddenMLP
# style: counts how often to halve, and halves once
import torch
from torch import nn
from torch.nn.functional import linear, relu


class FixedHiddenMLP(nn.Module):
    def __init__(self):
        super().__init__()
        self.linear = nn.Linear(20, 20)
        self.register_buffer("rand_weight", torch.distributions.Uniform(0, 1).sample((20, 20)))

    def forward(self, X):
        shared = self.linear.weight, self.linear.bias
        X = relu(torch.einsum("bi,ij->bj", linear(X, *shared), self.rand_weight) + 1)
        X = linear(X, *shared)
        total, times = X.detach().abs().sum().item(), 0
        while total > 1:
            total, times = total / 2, times + 1
        return X.sum() / 2**times
