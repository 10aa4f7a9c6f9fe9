# exercise: MyLinear
# mistake: the weight of the first call is kept for all others
# loses: purity.leaves_no_trace
import torch
from torch import nn


class MyLinear(nn.Module):
    def __init__(self, in_units, units):
        super().__init__()
        self.weight = nn.Parameter(torch.randn(in_units, units))
        self.bias = nn.Parameter(torch.randn(units))
        self.first = None

    def forward(self, X):
        if self.first is None:
            self.first = self.weight + 0
        return torch.relu(X @ self.first + self.bias)
