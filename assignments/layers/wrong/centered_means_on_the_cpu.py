# exercise: CenteredLayer
# mistake: a tensor full of means is made on the CPU
# loses: dtype.integers_become_float, device.stays_on_the_device
import torch
from torch import nn


class CenteredLayer(nn.Module):
    def forward(self, X):
        X = X * 1.0
        means = torch.ones(X.shape) * X.mean()
        return X - means
