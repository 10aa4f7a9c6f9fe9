# exercise: MyLinear
# mistake: forward takes no input
# loses: contract.can_be_called
import torch
from torch import nn


class MyLinear(nn.Module):
    def __init__(self, in_units, units):
        super().__init__()
        self.X = torch.rand(2, in_units)
        self.weight = nn.Parameter(torch.randn(in_units, units))
        self.bias = nn.Parameter(torch.randn(units))

    def forward(self):
        return torch.relu(self.X @ self.weight + self.bias)
