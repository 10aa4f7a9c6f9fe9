# exercise: CenteredLayer
# mistake: keeps a weight that it never uses, copied from another layer
# loses: naming.no_parameters
import torch
from torch import nn


class CenteredLayer(nn.Module):
    def __init__(self, in_units=5, units=5):
        super().__init__()
        self.weight = nn.Parameter(torch.randn(in_units, units))

    def forward(self, X):
        X = X * 1.0
        return X - X.mean()
