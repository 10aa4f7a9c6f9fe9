# exercise: pool2d
# style: shifted copies, torch.maximum
from functools import reduce

import torch


def pool2d(X, pool_size, mode="max"):
    h, w = X.shape[0] - pool_size[0] + 1, X.shape[1] - pool_size[1] + 1
    shifted = [
        X[a : a + h, b : b + w]
        for a in range(pool_size[0])
        for b in range(pool_size[1])
    ]
    if mode == "max":
        return reduce(torch.maximum, shifted[1:], shifted[0].clone())
    if mode == "avg":
        return torch.stack(shifted, dim=-1).mean(-1)
    raise ValueError(f"unknown mode {mode!r}")
