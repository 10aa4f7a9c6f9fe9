# exercise: CenteredLayer
# at: return X.mean()
# says: mean

import torch
from torch import nn
from torch.nn import functional as F


class CenteredLayer(nn.Module):
    def forward(self, X):
        if not X.is_floating_point():
            X = X.float()
        return X.mean()
