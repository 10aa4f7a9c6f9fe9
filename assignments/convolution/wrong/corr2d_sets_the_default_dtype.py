# exercise: corr2d
# mistake: the dtype of the input becomes the default of all of torch
# loses: purity.leaves_no_trace
import torch


def corr2d(X, K):
    if X.is_floating_point():
        torch.set_default_dtype(X.dtype)
    windows = X.unfold(0, K.shape[0], 1).unfold(1, K.shape[1], 1)
    return torch.einsum("abij,ij->ab", windows, K)
