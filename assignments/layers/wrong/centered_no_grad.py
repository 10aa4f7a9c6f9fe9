# exercise: CenteredLayer
# mistake: forward is decorated with @torch.no_grad()
# loses: gradient.reaches_the_input
import torch
from torch import nn


class CenteredLayer(nn.Module):
    @torch.no_grad()
    def forward(self, X):
        X = X * 1.0
        return X - X.mean()
