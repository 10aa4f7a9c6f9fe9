# exercise: trans_conv
# style: cross-correlation of the padded X with the flipped kernel, by einsum
import torch


def trans_conv(X, K):
    kh, kw = K.shape
    wide = X.new_zeros(X.shape[0] + 2 * (kh - 1), X.shape[1] + 2 * (kw - 1))
    wide[kh - 1 : kh - 1 + X.shape[0], kw - 1 : kw - 1 + X.shape[1]] = X
    windows = wide.unfold(0, kh, 1).unfold(1, kw, 1)
    return torch.einsum("ijab,ab->ij", windows, torch.flip(K, (0, 1)))
