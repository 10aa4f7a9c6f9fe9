# exercise: corr2d
# mistake: a tensor of weights on the CPU meets X
# loses: device.stays_on_the_device
import torch


def corr2d(X, K):
    (n, m), (h, w) = X.shape, K.shape
    rows, columns = n - h + 1, m - w + 1
    weights = torch.zeros(rows, columns, n, m, dtype=X.dtype)
    for i in range(rows):
        for j in range(columns):
            weights[i, j, i:i + h, j:j + w] = K
    return torch.tensordot(weights, X, dims=2)
