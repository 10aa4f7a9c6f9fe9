# exercise: CenteredLayer
# mistake: invents a scale to learn
# loses: naming.no_parameters
import torch
from torch import nn


class CenteredLayer(nn.Module):
    def __init__(self):
        super().__init__()
        self.scale = nn.Parameter(torch.ones(()))

    def forward(self, X):
        X = X * 1.0
        return self.scale * (X - X.mean())
