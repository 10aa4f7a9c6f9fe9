# exercise: CenteredLayer
# mistake: the mean by a product with ones that are made on the CPU
# loses: dtype.integers_become_float, device.stays_on_the_device
import torch
from torch import nn


class CenteredLayer(nn.Module):
    def forward(self, X):
        flat = X.flatten().to(torch.get_default_dtype())
        mean = torch.ones(len(flat)) @ flat / len(flat)
        return X - mean
