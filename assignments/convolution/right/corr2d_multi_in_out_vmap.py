# exercise: corr2d_multi_in_out
# style: vmap over the kernels, tensordot for each
import torch


def corr2d_multi_in_out(X, K):
    windows = X.unfold(1, K.shape[2], 1).unfold(2, K.shape[3], 1)
    one = torch.func.vmap(lambda k: torch.tensordot(windows, k, ([0, 3, 4], [0, 1, 2])))
    return one(K)
