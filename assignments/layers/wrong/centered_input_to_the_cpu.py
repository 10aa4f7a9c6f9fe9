# exercise: CenteredLayer
# mistake: the input is brought to the CPU
# loses: device.stays_on_the_device
import torch
from torch import nn


class CenteredLayer(nn.Module):
    def forward(self, X):
        X = X.cpu() * 1.0
        return X - X.mean()
