# exercise: MyLinear
# mistake: forward takes no input
# loses: contract.can_be_called
# blocks: shape.any_sizes, shape.leading_dimensions, value.relu_of_affine_map, gradient.reaches_weight_and_bias, device.stays_on_the_device
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
