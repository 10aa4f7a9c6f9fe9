# exercise: corr2d
# mistake: an nn.Conv2d that is given the kernel as its weight
# loses: rule.no_library_convolution, purity.leaves_no_trace
from torch import nn
from torch.func import functional_call


def corr2d(X, K):
    layer = nn.Conv2d(1, 1, tuple(K.shape), bias=False)
    return functional_call(layer, {"weight": K[None, None]}, (X[None, None],))[0, 0]
