# exercise: MyLinear
# mistake: the caller's X gets another dimension
# loses: purity.leaves_no_trace
import torch
from torch import nn


class MyLinear(nn.Module):
    def __init__(self, in_units, units):
        super().__init__()
        self.weight = nn.Parameter(torch.randn(in_units, units))
        self.bias = nn.Parameter(torch.randn(units))

    def forward(self, X):
        X.unsqueeze_(-2)
        return torch.relu((X @ self.weight).squeeze(-2) + self.bias)
