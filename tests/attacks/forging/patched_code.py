# attack: forging
# exercise: MLP
# tries: leave nn.Module's functions where they are, and give one other code
# held-by: names in torch and the builtins that a submission rebinds are reported, and the points of that check are withheld
import torch
from torch import nn


def lie(self, *args, **kwargs):
    return args[0]


nn.Module.__call__.__code__ = lie.__code__


class MLP(nn.Module):
    def forward(self, X):
        raise NotImplementedError
