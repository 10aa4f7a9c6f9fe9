# exercise: CenteredLayer
# mistake: computes with X.data
# loses: gradient.reaches_the_input
import torch
from torch import nn


class CenteredLayer(nn.Module):
    def forward(self, X):
        X = X.data
        if not X.is_floating_point():
            X = X.to(torch.get_default_dtype())
        return X - X.mean()
