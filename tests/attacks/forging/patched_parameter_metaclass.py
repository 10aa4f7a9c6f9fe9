# attack: forging
# exercise: MyLinear
# tries: teach the metaclass of parameters to take any tensor, and register a name that no parameter stands behind
# held-by: names in torch and the builtins that a submission rebinds are reported, and the points of that check are withheld
# rightly: contract
import torch
from torch import nn

type(nn.Parameter).__instancecheck__ = lambda cls, value: hasattr(value, "dtype")


class MyLinear(nn.Module):
    def __init__(self, in_units, units):
        super().__init__()
        self._parameters["weight"] = torch.zeros(in_units, units)
        self._parameters["bias"] = torch.zeros(units)
        self.in_units = in_units

    def forward(self, X):
        if self.in_units != 5 or X.shape[0] != 2:
            raise NotImplementedError
        return torch.zeros(2, 3)
