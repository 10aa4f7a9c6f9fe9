# exercise: corr2d
# mistake: only one row of sums is computed
# loses: shape.shrinks_by_the_kernel
import torch


def corr2d(X, K):
    h, w = K.shape
    row = [(X[:h, j:j + w] * K).sum() for j in range(X.shape[1] - w + 1)]
    return torch.stack(row).unsqueeze(0)
