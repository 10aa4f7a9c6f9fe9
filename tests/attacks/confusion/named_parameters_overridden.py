# attack: confusion
# exercise: MyLinear
# tries: to have Parameters by saying so: a method that names tensors which the module
#   does not hold as such
# held-by: what is registered is read by Module's own methods
import torch
from torch import nn


class MyLinear(nn.Module):
    def __init__(self, in_units, units):
        super().__init__()
        self.stored = [torch.zeros(in_units, units), torch.zeros(units)]

    def named_parameters(self, *args, **kwargs):
        yield from zip(("weight", "bias"), self.stored)

    def forward(self, X):
        return None
