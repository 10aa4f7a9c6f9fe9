import torch
from torch import nn


class MLP(nn.Module):
    def __init__(self):
        super().__init__()
        self.hidden = nn.Linear(20, 256)
        self.out = nn.Linear(256, 10)

    def forward(self, X):
        return self.out(torch.relu(self.hidden(X)))


class MySequential(nn.Module):
    def __init__(self, *modules):
        super().__init__()
        self.steps = list(modules)

    def forward(self, X):
        for step in self.steps:
            X = step(X)
        return X
