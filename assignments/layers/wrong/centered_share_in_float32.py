# exercise: CenteredLayer
# mistake: the share of one element is a float32 tensor, also for float64
# loses: dtype.integers_become_float
import torch
from torch import nn


class CenteredLayer(nn.Module):
    def forward(self, X):
        share = torch.tensor(1 / X.numel())
        return X - X.sum() * share
