# exercise: FixedHiddenMLP
# mistake: ReLU by torch.maximum with zeros on the CPU
# loses: device.works_on_any_device
import torch
from torch import nn
from torch.nn import functional as F


class FixedHiddenMLP(nn.Module):
    def __init__(self):
        super().__init__()
        self.linear = nn.Linear(20, 20)
        self.register_buffer("rand_weight", torch.rand(20, 20))

    def forward(self, X):
        X = self.linear(X)
        X = X @ self.rand_weight + 1
        X = torch.maximum(X, torch.zeros(len(X), 20))
        X = self.linear(X)
        while X.abs().sum() > 1:
            X = X / 2
        return X.sum()
