# exercise: CenteredLayer
# mistake: only the mean is taken under torch.no_grad()
# loses: gradient.reaches_the_input
import torch
from torch import nn


class CenteredLayer(nn.Module):
    def forward(self, X):
        X = X * 1.0
        with torch.no_grad():
            mean = X.mean()
        return X - mean
