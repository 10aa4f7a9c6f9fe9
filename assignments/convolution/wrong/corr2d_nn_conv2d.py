# exercise: corr2d
# mistake: an nn.Conv2d whose weight is a new Parameter, so K learns nothing
# loses: gradient.reaches_input_and_kernel, rule.no_library_convolution, purity.leaves_no_trace
from torch import nn


def corr2d(X, K):
    layer = nn.Conv2d(1, 1, kernel_size=tuple(K.shape), bias=False)
    layer.weight = nn.Parameter(K[None, None])
    return layer(X[None, None])[0, 0]
