# exercise: MyLinear
# mistake: the class does not inherit nn.Module
# loses: contract.can_be_called
import torch
from torch import nn


class MyLinear:
    def __init__(self, in_units, units):
        self.weight = nn.Parameter(torch.randn(in_units, units))
        self.bias = nn.Parameter(torch.randn(units))

    def __call__(self, X):
        return torch.relu(X @ self.weight + self.bias)
