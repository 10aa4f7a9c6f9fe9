# exercise: corr2d
# at: return F.conv2d(X[None, None], K[None, None])[0, 0]
# says: conv2d

import torch
from torch import nn
from torch.nn import functional as F


def corr2d(X, K):
    return F.conv2d(X[None, None], K[None, None])[0, 0]
