# exercise: corr2d
# at: class corr2d(nn.Module):
# says: function

import torch
from torch import nn
from torch.nn import functional as F


class corr2d(nn.Module):
    def forward(self, X, K):
        h, w = K.shape
        return (X.unfold(0, h, 1).unfold(1, w, 1) * K).sum((-2, -1))
