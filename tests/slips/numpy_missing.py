# exercise: corr2d
# at: K = np.asarray(K)
# says: import numpy as np | not imported

import torch
from torch import nn
from torch.nn import functional as F


def corr2d(X, K):
    K = np.asarray(K)
    h, w = K.shape
    return (X.unfold(0, h, 1).unfold(1, w, 1) * K).sum((-2, -1))
