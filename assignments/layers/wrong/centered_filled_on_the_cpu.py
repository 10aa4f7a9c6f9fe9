# exercise: CenteredLayer
# mistake: the result is filled into a new tensor on the CPU
# loses: dtype.integers_become_float, device.stays_on_the_device
import torch
from torch import nn


class CenteredLayer(nn.Module):
    def forward(self, X):
        Y = torch.empty(X.shape)
        Y[...] = X - X.to(torch.get_default_dtype()).mean()
        return Y
