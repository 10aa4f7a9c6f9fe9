# exercise: MyLinear
# mistake: rows of weight after the second start at zero
# loses: init.standard_normal
import torch
from torch import nn


class MyLinear(nn.Module):
    def __init__(self, in_units, units):
        super().__init__()
        self.weight = nn.Parameter(torch.zeros(in_units, units))
        self.weight.data[:2].normal_()
        self.bias = nn.Parameter(torch.randn(units))

    def forward(self, X):
        return torch.relu(X @ self.weight + self.bias)
