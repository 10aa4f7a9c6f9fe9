# attack: exhaustion
# exercise: corr2d
# tries: to fill three gigabytes by tensors, and to catch the refusal and keep what it
#   has
# held-by: rlimits (memory)
import time

import torch

hoard = []


def corr2d(X, K):
    try:
        for _ in range(12):
            hoard.append(torch.ones(1 << 26))
    except (RuntimeError, MemoryError):
        time.sleep(30)
    raise NotImplementedError
