# exercise: MyLinear
# mistake: the product is computed under torch.no_grad()
# loses: gradient.reaches_weight_and_bias
import torch
from torch import nn


class MyLinear(nn.Module):
    def __init__(self, in_units, units):
        super().__init__()
        self.weight = nn.Parameter(torch.randn(in_units, units))
        self.bias = nn.Parameter(torch.randn(units))

    def forward(self, X):
        with torch.no_grad():
            linear = X @ self.weight + self.bias
        return torch.relu(linear)
