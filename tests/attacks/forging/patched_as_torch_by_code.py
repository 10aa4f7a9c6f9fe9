# attack: forging
# exercise: MLP
# tries: replace nn.Module.__call__ by a function whose code object was given torch's file name
# held-by: names in torch and the builtins that a submission rebinds are reported, and the points of that check are withheld
import torch
from torch import nn


def lie(self, X):
    return X


lie.__code__ = lie.__code__.replace(co_filename=nn.Module.__call__.__code__.co_filename)
lie.__module__ = nn.Module.__module__
nn.Module.__call__ = lie


class MLP(nn.Module):
    def forward(self, X):
        raise NotImplementedError
