# exercise: make_chimera
# style: a subclass of nn.Sequential, given sizes with defaults
import torch
from torch import nn


class NestMLP(nn.Module):
    def __init__(self, inputs=20, outputs=16):
        super().__init__()
        layers = [nn.Linear(inputs, 64), nn.ReLU(), nn.Linear(64, 32), nn.ReLU()]
        self.net = nn.Sequential(*layers)
        self.linear = nn.Linear(32, outputs)

    def forward(self, X):
        return self.linear(self.net(X))


class FixedHiddenMLP(nn.Module):
    def __init__(self, width=20):
        super().__init__()
        self.register_buffer("rand_weight", torch.rand(width, width))
        self.linear = nn.Linear(width, width)

    def forward(self, X):
        X = self.linear(X).matmul(self.rand_weight).add(1).relu()
        X = self.linear(X)
        return self.small(X).sum()

    def small(self, X):
        return X if X.abs().sum() <= 1 else self.small(X / 2)


class Chimera(nn.Sequential):
    def __init__(self, inputs, between, width):
        parts = NestMLP(inputs, between), nn.Linear(between, width)
        super().__init__(*parts, FixedHiddenMLP(width))


def make_chimera(inputs=20, between=16, width=20):
    return Chimera(inputs, between, width)
