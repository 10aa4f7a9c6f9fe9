# exercise: MyLinear
# style: torch.maximum with one zero on the CPU, which CUDA allows
import torch
from torch import nn


class MyLinear(nn.Module):
    def __init__(self, in_units, units):
        super().__init__()
        self.weight = nn.Parameter(torch.randn(in_units, units))
        self.bias = nn.Parameter(torch.randn(units))

    def forward(self, X):
        return torch.maximum(X @ self.weight + self.bias, torch.tensor(0.0))
