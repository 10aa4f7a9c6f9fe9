# exercise: FixedHiddenMLP
# mistake: uniform on [-1, 1)
# loses: init.uniform
import torch
from torch import nn
from torch.nn import functional as F


class FixedHiddenMLP(nn.Module):
    def __init__(self):
        super().__init__()
        self.linear = nn.Linear(20, 20)
        constant = 2 * torch.rand(20, 20) - 1
        self.register_buffer("rand_weight", constant)

    def forward(self, X):
        X = self.linear(X)
        X = F.relu(torch.mm(X, self.rand_weight) + 1)
        X = self.linear(X)
        while X.abs().sum() > 1:
            X = X / 2
        return X.sum()
