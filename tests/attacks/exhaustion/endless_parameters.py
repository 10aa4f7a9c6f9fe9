# attack: exhaustion
# exercise: MyLinear
# tries: to give the search for parameters more of them than there is memory
# held-by: times, output and answer sizes have limits of their own; rlimits
import itertools

import torch
from torch import nn


class Endless(dict):
    def items(self):
        return ((str(i), torch.zeros(1)) for i in itertools.count())


class MyLinear(nn.Module):
    def __init__(self, in_units, units):
        super().__init__()
        object.__setattr__(self, "_parameters", Endless())

    def forward(self, X):
        return None
