# exercise: MyLinear
# mistake: the result is reshaped to the two rows of the example
# loses: shape.any_sizes
import torch
from torch import nn


class MyLinear(nn.Module):
    def __init__(self, in_units, units):
        super().__init__()
        self.units = units
        self.weight = nn.Parameter(torch.randn(in_units, units))
        self.bias = nn.Parameter(torch.randn(units))

    def forward(self, X):
        return torch.relu(X @ self.weight + self.bias).reshape(2, self.units)
