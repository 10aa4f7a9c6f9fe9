# exercise: CenteredLayer
# mistake: invents a bias to learn
# loses: naming.no_parameters
import torch
from torch import nn


class CenteredLayer(nn.Module):
    def __init__(self):
        super().__init__()
        self.bias = nn.Parameter(torch.zeros(1))

    def forward(self, X):
        X = X * 1.0
        return X - X.mean() + self.bias
