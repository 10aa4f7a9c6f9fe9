# exercise: corr2d
# mistake: torch.empty is on the CPU, and is filled row by row
# loses: device.stays_on_the_device
import torch


def corr2d(X, K):
    h, w = K.shape
    rows, columns = X.shape[0] - h + 1, X.shape[1] - w + 1
    Y = torch.empty(rows, columns, dtype=X.dtype)
    for i in range(rows):
        Y[i] = (X[i:i + h].unfold(1, w, 1) * K.unsqueeze(1)).sum((0, 2))
    return Y
