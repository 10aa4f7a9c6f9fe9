# exercise: MyLinear
# mistake: each column of weight is sorted: no independent draws
# loses: init.standard_normal
import torch
from torch import nn


class MyLinear(nn.Module):
    def __init__(self, in_units, units):
        super().__init__()
        self.weight = nn.Parameter(torch.randn(in_units, units).sort(dim=0).values)
        self.bias = nn.Parameter(torch.randn(units))

    def forward(self, X):
        return torch.relu(X @ self.weight + self.bias)
