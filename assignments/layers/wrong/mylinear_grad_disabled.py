# exercise: MyLinear
# mistake: forward switches autograd off by torch.set_grad_enabled(False)
# loses: gradient.reaches_weight_and_bias, purity.leaves_no_trace
import torch
from torch import nn


class MyLinear(nn.Module):
    def __init__(self, in_units, units):
        super().__init__()
        self.weight = nn.Parameter(torch.randn(in_units, units))
        self.bias = nn.Parameter(torch.randn(units))

    def forward(self, X):
        torch.set_grad_enabled(False)
        return torch.relu(X @ self.weight + self.bias)
