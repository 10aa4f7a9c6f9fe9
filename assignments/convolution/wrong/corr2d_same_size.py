# exercise: corr2d
# mistake: the result is as large as the input, padded with zeros
# loses: shape.shrinks_by_the_kernel
import torch.nn.functional as F


def corr2d(X, K):
    h, w = K.shape
    padded = F.pad(X, (0, w - 1, 0, h - 1))
    windows = padded.unfold(0, h, 1).unfold(1, w, 1)
    return (windows * K).sum((2, 3))
