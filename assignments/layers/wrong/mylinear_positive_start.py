# exercise: MyLinear
# mistake: only the absolute values are kept
# loses: init.standard_normal
import torch
from torch import nn


class MyLinear(nn.Module):
    def __init__(self, in_units, units):
        super().__init__()
        self.weight = nn.Parameter(torch.randn(in_units, units).abs())
        self.bias = nn.Parameter(torch.randn(units).abs())

    def forward(self, X):
        return torch.relu(X @ self.weight + self.bias)
