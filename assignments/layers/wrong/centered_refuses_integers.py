# exercise: CenteredLayer
# mistake: refuses integers with a message of its own
# loses: dtype.integers_become_float
import torch
from torch import nn


class CenteredLayer(nn.Module):
    def forward(self, X):
        if not torch.is_floating_point(X):
            raise TypeError("please give me floats")
        return torch.sub(X, torch.mean(X))
