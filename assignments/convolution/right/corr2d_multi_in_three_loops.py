# exercise: corr2d_multi_in
# style: filled element by element
import torch


def corr2d_multi_in(X, K):
    c, h, w = K.shape
    Y = torch.empty(
        X.size(1) - h + 1, X.size(2) - w + 1, dtype=X.dtype, device=X.device
    )
    for i in range(Y.size(0)):
        for j in range(Y.size(1)):
            Y[i, j] = torch.dot(X[:, i : i + h, j : j + w].flatten(), K.flatten())
    return Y
