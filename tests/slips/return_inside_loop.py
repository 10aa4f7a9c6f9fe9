# exercise: MySequential
# at: return m(X)
# says: loop | first

import torch
from torch import nn
from torch.nn import functional as F


class MySequential(nn.Module):
    def __init__(self, *modules):
        super().__init__()
        for i, m in enumerate(modules):
            self.add_module(str(i), m)

    def forward(self, X):
        for m in self._modules.values():
            return m(X)
