# exercise: FixedHiddenMLP
# mistake: two layers, whose weights are not shared
# loses: naming.linear_and_rand_weight
import torch
from torch import nn
from torch.nn import functional as F


class FixedHiddenMLP(nn.Module):
    def __init__(self):
        super().__init__()
        self.linear1 = nn.Linear(20, 20)
        self.linear2 = nn.Linear(20, 20)
        self.register_buffer("rand_weight", torch.rand(20, 20))

    def forward(self, X):
        X = self.linear1(X)
        X = F.relu(X @ self.rand_weight + 1)
        X = self.linear2(X)
        while X.abs().sum() > 1:
            X = X / 2
        return X.sum()
