# exercise: DeepMLP
# style: a copy of the list is eaten up, reduce, and maximum
from functools import reduce

import torch
from torch import nn


class DeepMLP(nn.Module):
    def __init__(self, widths: list[int]):
        super().__init__()
        rest = list(widths)
        self.layers = nn.ModuleList()
        a = rest.pop(0)
        while rest:
            b = rest.pop(0)
            self.layers.extend([nn.Linear(in_features=a, out_features=b)])
            a = b

    def forward(self, X):
        zero = torch.zeros((), dtype=X.dtype, device=X.device)
        step = lambda x, layer: torch.maximum(layer(x), zero)
        hidden = reduce(step, list(self.layers)[:-1], X)
        return self.layers[-1](hidden)
