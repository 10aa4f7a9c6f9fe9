# exercise: MyLinear
# mistake: the start is scaled by 0.01
# loses: init.standard_normal
import torch
from torch import nn


class MyLinear(nn.Module):
    def __init__(self, in_units, units):
        super().__init__()
        self.weight = nn.Parameter(0.01 * torch.randn(in_units, units))
        self.bias = nn.Parameter(0.01 * torch.randn(units))

    def forward(self, X):
        return torch.relu(X @ self.weight + self.bias)
