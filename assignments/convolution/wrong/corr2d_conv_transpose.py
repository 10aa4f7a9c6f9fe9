# exercise: corr2d
# mistake: F.conv_transpose2d with a flipped kernel, cut to size
# loses: rule.no_library_convolution
import torch.nn.functional as F


def corr2d(X, K):
    h, w = K.shape
    full = F.conv_transpose2d(X[None, None], K.flip(0, 1)[None, None])[0, 0]
    return full[h - 1:X.shape[0], w - 1:X.shape[1]]
