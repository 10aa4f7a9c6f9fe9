# exercise: corr2d
# at: K = K.flip(0, 1)
# says: flip | turned

import torch
from torch import nn
from torch.nn import functional as F


def corr2d(X, K):
    K = K.flip(0, 1)
    h, w = K.shape
    return (X.unfold(0, h, 1).unfold(1, w, 1) * K).sum((-2, -1), dtype=X.dtype)
