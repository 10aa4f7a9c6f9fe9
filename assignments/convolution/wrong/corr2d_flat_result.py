# exercise: corr2d
# mistake: all sums stand in one row
# loses: shape.shrinks_by_the_kernel
import torch


def corr2d(X, K):
    h, w = K.shape
    sums = []
    for i in range(X.shape[0] - h + 1):
        for j in range(X.shape[1] - w + 1):
            sums.append((X[i:i + h, j:j + w] * K).sum())
    return torch.stack(sums)
