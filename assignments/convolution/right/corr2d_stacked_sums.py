# exercise: corr2d
# style: nested comprehensions of sums, stacked
import torch as t


def corr2d(X, K):
    (n, m), (h, w) = X.shape, K.shape
    return t.stack(
        [
            t.stack([t.sum(X[i : i + h, j : j + w] * K) for j in range(m - w + 1)])
            for i in range(n - h + 1)
        ]
    )
