# exercise: corr2d
# mistake: computes in numpy, after detach()
# loses: gradient.reaches_input_and_kernel
import numpy as np
import torch


def corr2d(X, K):
    x, k = X.detach().numpy(), K.detach().numpy()
    h, w = k.shape
    y = np.zeros((x.shape[0] - h + 1, x.shape[1] - w + 1), dtype=x.dtype)
    for i in range(y.shape[0]):
        for j in range(y.shape[1]):
            y[i, j] = (x[i:i + h, j:j + w] * k).sum()
    return torch.from_numpy(y)
