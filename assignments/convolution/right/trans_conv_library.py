# exercise: trans_conv
# style: F.conv_transpose2d, which is allowed here
from torch.nn import functional as F


def trans_conv(X, K):
    return F.conv_transpose2d(X[None, None], K[None, None]).squeeze((0, 1))
