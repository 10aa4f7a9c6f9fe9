# exercise: MyLinear
# mistake: forward wraps the weight in a new Parameter, and that one gets the gradient
# loses: gradient.reaches_weight_and_bias
import torch
from torch import nn


class MyLinear(nn.Module):
    def __init__(self, in_units, units):
        super().__init__()
        self.weight = nn.Parameter(torch.randn(in_units, units))
        self.bias = nn.Parameter(torch.randn(units))

    def forward(self, X):
        weight = nn.Parameter(self.weight)
        return torch.relu(X @ weight + self.bias)
