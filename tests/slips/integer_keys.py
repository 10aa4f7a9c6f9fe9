# exercise: MySequential
# at: self._modules[i] = m
# says: str | text | key

import torch
from torch import nn
from torch.nn import functional as F


class MySequential(nn.Module):
    def __init__(self, *modules):
        super().__init__()
        for i, m in enumerate(modules):
            self._modules[i] = m

    def forward(self, X):
        for m in self._modules.values():
            X = m(X)
        return X
