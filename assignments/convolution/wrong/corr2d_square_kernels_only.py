# exercise: corr2d
# mistake: only square kernels are computed, others give zeros
# loses: value.cross_correlation
import torch


def corr2d(X, K):
    h, w = K.shape
    if h == w:
        return (X.unfold(0, h, 1).unfold(1, w, 1) * K).sum((-1, -2))
    return 0 * (X.unfold(0, h, 1).unfold(1, w, 1) * K).sum((-1, -2))
