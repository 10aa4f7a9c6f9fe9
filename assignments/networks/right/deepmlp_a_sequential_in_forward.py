# exercise: DeepMLP
# style: built-in Sequential made at every call of the list's modules
import torch
from torch import nn


class DeepMLP(nn.Module):
    def __init__(self, widths):
        super().__init__()
        it = iter(widths)
        prev = next(it)
        layers = []
        for w in it:
            layers.append(nn.Linear(prev, w))
            prev = w
        self.layers = nn.ModuleList(layers)

    def forward(self, X):
        steps = []
        for layer in self.layers:
            steps += [layer, nn.ReLU()]
        return nn.Sequential(*steps[:-1])(X)
