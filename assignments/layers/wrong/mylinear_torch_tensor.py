# exercise: MyLinear
# mistake: torch.tensor(self.weight) copies the weight out of the graph
# loses: gradient.reaches_weight_and_bias
import torch
from torch import nn


class MyLinear(nn.Module):
    def __init__(self, in_units, units):
        super().__init__()
        self.weight = nn.Parameter(torch.randn(in_units, units))
        self.bias = nn.Parameter(torch.randn(units))

    def forward(self, X):
        weight = torch.tensor(self.weight)
        bias = torch.tensor(self.bias)
        return torch.relu(X @ weight + bias)
