# exercise: FixedHiddenMLP
# style: the ones to add are a second buffer
import torch
from torch import nn
from torch.nn import functional as F


class FixedHiddenMLP(nn.Module):
    def __init__(self):
        super().__init__()
        self.register_buffer("rand_weight", torch.rand(20, 20))
        self.register_buffer("one", torch.ones(20), persistent=False)
        self.linear = nn.Linear(20, 20)
    def forward(self, X):
        X = F.relu(self.linear(X) @ self.rand_weight + self.one)
        X = self.linear(X)
        while X.abs().sum() > 1:
            X = X / 2
        return X.sum()
