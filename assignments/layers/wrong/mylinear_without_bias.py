# exercise: MyLinear
# mistake: there is no bias at all
# loses: naming.weight_and_bias
import torch
from torch import nn


class MyLinear(nn.Module):
    def __init__(self, in_units, units):
        super().__init__()
        self.weight = nn.Parameter(torch.randn(in_units, units))

    def forward(self, X):
        return torch.relu(X @ self.weight)
