# exercise: MyLinear
# mistake: computes in numpy
# loses: gradient.reaches_weight_and_bias
import numpy as np
import torch
from torch import nn


class MyLinear(nn.Module):
    def __init__(self, in_units, units):
        super().__init__()
        self.weight = nn.Parameter(torch.randn(in_units, units))
        self.bias = nn.Parameter(torch.randn(units))

    def forward(self, X):
        weight = self.weight.detach().numpy()
        bias = self.bias.detach().numpy()
        return torch.from_numpy(np.maximum(X.numpy() @ weight + bias, 0))
