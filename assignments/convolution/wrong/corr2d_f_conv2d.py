# exercise: corr2d
# mistake: F.conv2d does the whole exercise
# loses: rule.no_library_convolution
import torch.nn.functional as F


def corr2d(X, K):
    return F.conv2d(X[None, None], K[None, None])[0, 0]
