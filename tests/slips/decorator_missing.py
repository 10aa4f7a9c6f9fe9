# exercise: CenteredLayer
# at: @add_to_class(nn.Module)
# says: add_to_class

import torch
from torch import nn
from torch.nn import functional as F


@add_to_class(nn.Module)
class CenteredLayer(nn.Module):
    def forward(self, X):
        return X - X.mean()
