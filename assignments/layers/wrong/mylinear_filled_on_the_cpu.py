# exercise: MyLinear
# mistake: the columns are filled into a new tensor on the CPU
# loses: dtype.computes_in_its_dtype, device.stays_on_the_device
import torch
from torch import nn


class MyLinear(nn.Module):
    def __init__(self, in_units, units):
        super().__init__()
        self.weight = nn.Parameter(torch.randn(in_units, units))
        self.bias = nn.Parameter(torch.randn(units))

    def forward(self, X):
        Y = torch.zeros(*X.shape[:-1], len(self.bias))
        for unit in range(len(self.bias)):
            column = X @ self.weight[:, unit] + self.bias[unit]
            Y[..., unit] = column.relu()
        return Y
