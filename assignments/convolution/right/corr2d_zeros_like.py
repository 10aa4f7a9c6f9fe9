# exercise: corr2d
# style: a corner of zeros_like(X), filled by slices
import torch


def corr2d(X, K):
    h, w = K.shape
    Y = torch.zeros_like(X)[h - 1 :, w - 1 :].clone()
    rows, columns = Y.shape
    for a in range(h):
        for b in range(w):
            Y += K[a, b] * X[a : a + rows, b : b + columns]
    return Y
