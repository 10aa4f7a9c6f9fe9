# exercise: corr2d
# style: one weighted, shifted copy of X for each element of the kernel
from torch import Tensor


def corr2d(X: Tensor, K: Tensor) -> Tensor:
    kh, kw = K.shape
    h, w = X.shape[0] - kh + 1, X.shape[1] - kw + 1
    Y = X.new_zeros(h, w)
    for a in range(kh):
        for b in range(kw):
            Y = Y + K[a, b] * X[a : a + h, b : b + w]
    return Y
