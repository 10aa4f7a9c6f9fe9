# exercise: MyLinear
# at: return F.relu(self.weight @ X + self.bias)
# says: product | order | exchanged | X @

import torch
from torch import nn
from torch.nn import functional as F


class MyLinear(nn.Module):
    def __init__(self, in_units, units):
        super().__init__()
        self.weight = nn.Parameter(torch.randn(in_units, units))
        self.bias = nn.Parameter(torch.randn(units))

    def forward(self, X):
        return F.relu(self.weight @ X + self.bias)
