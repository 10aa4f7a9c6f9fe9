# exercise: FixedHiddenMLP
# mistake: a second name for the constant, which does not move with the net
# loses: device.works_on_any_device
import torch
from torch import nn
from torch.nn import functional as F


class FixedHiddenMLP(nn.Module):
    def __init__(self):
        super().__init__()
        self.register_buffer("rand_weight", torch.rand(20, 20))
        self.constant = self.rand_weight
        self.linear = nn.Linear(20, 20)

    def forward(self, X):
        X = F.relu(self.linear(X) @ self.constant + 1)
        X = self.linear(X)
        while X.abs().sum() > 1:
            X = X / 2
        return X.sum()
