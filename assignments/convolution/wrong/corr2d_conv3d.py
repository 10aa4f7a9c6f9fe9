# exercise: corr2d
# mistake: F.conv3d with one dimension too many
# loses: rule.no_library_convolution
import torch.nn.functional as F


def corr2d(X, K):
    return F.conv3d(X[None, None, None], K[None, None, None])[0, 0, 0]
