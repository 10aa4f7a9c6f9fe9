# exercise: CenteredLayer
# at: class CenteredLayer(nn.Module):
# says: torch.cuda.is_available()

import torch
from torch import nn
from torch.nn import functional as F


if torch.cuda.is_available():
    class CenteredLayer(nn.Module):
        def forward(self, X):
            return X - X.mean()
