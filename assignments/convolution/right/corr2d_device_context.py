# exercise: corr2d
# style: torch.empty under X's own device
import torch


def corr2d(X, K):
    h, w = K.shape
    with X.device:
        Y = torch.empty(X.size(0) - h + 1, X.size(1) - w + 1, dtype=X.dtype)
    for i, row in enumerate(Y.unbind()):
        for j in range(len(row)):
            Y[i, j] = torch.sum(X[i : i + h, j : j + w] * K)
    return Y
