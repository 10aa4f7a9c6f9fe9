# exercise: FixedHiddenMLP
# style: a layer of one's own with the same weight and bias
import torch
from torch import nn


class Affine(nn.Module):
    def __init__(self, n):
        super().__init__()
        self.weight = nn.Parameter(torch.randn(n, n) / n)
        self.bias = nn.Parameter(torch.zeros(n))

    def forward(self, X):
        return X.mm(self.weight.T) + self.bias


class FixedHiddenMLP(nn.Module):
    def __init__(self, n=20):
        super().__init__()
        self.linear = Affine(n)
        self._buffers["rand_weight"] = torch.rand(n, n)

    def forward(self, X):
        X = self.linear(torch.where((Y := self.linear(X) @ self.rand_weight + 1) > 0, Y, 0))
        while X.abs().sum() > 1:
            X = X / 2
        return X.sum()
