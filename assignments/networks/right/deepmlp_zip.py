# exercise: DeepMLP
# style: zip of two slices; ReLU before each layer but the first
import torch
from torch import nn


class DeepMLP(nn.Module):
    def __init__(self, sizes):
        super().__init__()
        self.act = nn.ReLU()
        self.layers = nn.ModuleList([nn.Linear(i, o) for i, o in zip(sizes[:-1], sizes[1:])])

    def forward(self, X):
        X = self.layers[0](X)
        for layer in self.layers[1:]:
            X = layer(self.act(X))
        return X
