# exercise: FixedHiddenMLP
# style: the layer twice in a plain tuple, a generator for the draw
import torch
from torch import nn


class FixedHiddenMLP(nn.Module):
    def __init__(self):
        super().__init__()
        self.linear = nn.Linear(20, 20)
        generator = torch.Generator()
        generator.seed()
        self.register_buffer("rand_weight", torch.rand(20, 20, generator=generator))
        self.steps = (self.linear, self.middle, self.linear)

    def middle(self, X):
        return torch.relu(X @ self.rand_weight + 1)

    def forward(self, X):
        for step in self.steps:
            X = step(X)
        while not X.abs().sum().le(1):
            X = X * 0.5
        return X.sum()
