# exercise: CenteredLayer
# mistake: integers make a new tensor on the CPU
# loses: device.stays_on_the_device
import torch
from torch import nn


class CenteredLayer(nn.Module):
    def forward(self, X):
        if not X.is_floating_point():
            X = torch.FloatTensor(X.tolist()).to(torch.get_default_dtype())
        return X - X.mean()
