# exercise: corr2d
# style: as_strided view, tensordot over both kernel dimensions
from torch import Tensor, tensordot


def corr2d(X: Tensor, K: Tensor) -> Tensor:
    (h, w), (kh, kw) = X.size(), K.size()
    size = (h - kh + 1, w - kw + 1, kh, kw)
    windows = X.as_strided(size, (*X.stride(), *X.stride()))
    Y: Tensor = tensordot(windows, K, dims=2)
    return Y
