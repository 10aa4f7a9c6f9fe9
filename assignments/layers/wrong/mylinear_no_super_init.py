# exercise: MyLinear
# mistake: super().__init__() is missing
# loses: contract.can_be_called
# blocks: shape.any_sizes, shape.leading_dimensions, value.relu_of_affine_map, gradient.reaches_weight_and_bias, naming.weight_and_bias, init.standard_normal, device.stays_on_the_device
import torch
from torch import nn


class MyLinear(nn.Module):
    def __init__(self, in_units, units):
        self.weight = nn.Parameter(torch.randn(in_units, units))
        self.bias = nn.Parameter(torch.randn(units))

    def forward(self, X):
        return torch.relu(X @ self.weight + self.bias)
