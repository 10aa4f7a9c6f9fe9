# exercise: block1
# style: a class with the same names
import torch
from torch import nn


class Block(nn.Module):
    def __init__(self):
        super().__init__()
        self.add_module("0", nn.Linear(4, 8))
        self.add_module("2", nn.Linear(8, 4))

    def forward(self, X):
        for name in "02":
            X = torch.relu(getattr(self, name)(X))
        return X


def block1():
    return Block()
