# exercise: MyLinear
# mistake: the constructor takes only the number of units
# loses: contract.can_be_called
import torch
from torch import nn


class MyLinear(nn.Module):
    def __init__(self, units):
        super().__init__()
        self.weight = nn.Parameter(torch.randn(5, units))
        self.bias = nn.Parameter(torch.randn(units))

    def forward(self, X):
        return torch.relu(X @ self.weight + self.bias)
