# exercise: FixedHiddenMLP
# mistake: an nn.Buffer that is not persistent
# loses: serialization.constant_is_saved
import torch
from torch import nn
from torch.nn import functional as F


class FixedHiddenMLP(nn.Module):
    def __init__(self):
        super().__init__()
        self.linear = nn.Linear(20, 20)
        constant = torch.rand(20, 20)
        self.rand_weight = nn.Buffer(constant, persistent=False)

    def forward(self, X):
        X = self.linear(X)
        X = F.relu(torch.mm(X, self.rand_weight) + 1)
        X = self.linear(X)
        while X.abs().sum() > 1:
            X = X / 2
        return X.sum()
