# exercise: corr2d
# at: h, w = K.shape[0], K.shape[0]
# says: square | side | width
# open: named | line

import torch
from torch import nn
from torch.nn import functional as F


def corr2d(X, K):
    h, w = K.shape[0], K.shape[0]
    Y = torch.zeros(X.shape[0] - h + 1, X.shape[1] - w + 1, dtype=X.dtype, device=X.device)
    for i in range(Y.shape[0]):
        for j in range(Y.shape[1]):
            Y[i, j] = (X[i:i + h, j:j + w] * K).sum()
    return Y
