# attack: confusion
# exercise: MyLinear
# tries: to pass for parameters by a flag: plain tensors that say they are Parameters
# held-by: types are read from type(), not asked for
import torch
from torch import nn


def flagged(*shape):
    tensor = torch.zeros(*shape)
    tensor._is_param = True
    return tensor


class MyLinear(nn.Module):
    def __init__(self, in_units, units):
        super().__init__()
        self.weight = flagged(in_units, units)
        self.bias = flagged(units)

    def forward(self, X):
        return None
