# exercise: MyLinear
# mistake: weight is scaled by sqrt(2 / in_units), as He et al. do
# loses: init.standard_normal
import torch
from torch import nn


class MyLinear(nn.Module):
    def __init__(self, in_units, units):
        super().__init__()
        self.weight = nn.Parameter(torch.randn(in_units, units) * (2 / in_units) ** 0.5)
        self.bias = nn.Parameter(torch.randn(units))

    def forward(self, X):
        return torch.relu(X @ self.weight + self.bias)
