# exercise: FixedHiddenMLP
# mistake: there is no constant: forward draws new numbers in every call
# loses: naming.linear_and_rand_weight
import torch
from torch import nn
from torch.nn import functional as F


class FixedHiddenMLP(nn.Module):
    def __init__(self):
        super().__init__()
        self.linear = nn.Linear(20, 20)

    def forward(self, X):
        X = self.linear(X)
        X = F.relu(torch.mm(X, torch.rand(20, 20, device=X.device)) + 1)
        X = self.linear(X)
        while X.abs().sum() > 1:
            X = X / 2
        return X.sum()
