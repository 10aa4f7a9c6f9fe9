# exercise: CenteredLayer
# mistake: integers become float64, not the default dtype
# loses: dtype.integers_become_float
import torch
from torch import nn


class CenteredLayer(nn.Module):
    def forward(self, X):
        if X.dtype not in (torch.float16, torch.float32, torch.float64):
            X = X.double()
        return X - X.mean()
