# exercise: corr2d
# mistake: zeros of the kernel are skipped, and get no gradient
# loses: gradient.reaches_input_and_kernel
import torch


def corr2d(X, K):
    h, w = K.shape
    rows, columns = X.shape[0] - h + 1, X.shape[1] - w + 1
    Y = torch.zeros(rows, columns, dtype=X.dtype, device=X.device)
    for a in range(h):
        for b in range(w):
            if K[a, b] != 0:
                Y = Y + X[a : a + rows, b : b + columns] * K[a, b]
    return Y
