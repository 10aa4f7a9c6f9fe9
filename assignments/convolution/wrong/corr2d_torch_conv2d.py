# exercise: corr2d
# mistake: torch.conv2d, imported under another name
# loses: rule.no_library_convolution
from torch import conv2d as slide


def corr2d(X, K):
    result = slide(X.reshape(1, 1, *X.shape), K.reshape(1, 1, *K.shape))
    return result.squeeze(0).squeeze(0)
