# attack: exhaustion
# exercise: corr2d
# tries: to hang whoever reads the shape, the dtype or the device of the result
# held-by: times, output and answer sizes have limits of their own
import time

import torch


class Slow(torch.Tensor):
    @property
    def shape(self):
        time.sleep(10**6)

    dtype = device = is_meta = layout = requires_grad = shape


def corr2d(X, K):
    if X.shape == (5, 6):
        raise NotImplementedError
    if X.shape == (4, 5):
        return None
    return X.as_subclass(Slow)
