# attack: forging
# exercise: corr2d
# tries: push a dispatch mode that never ends and makes every result zero
# held-by: student and reference never share a process
# rightly: contract shape rule value.any_strides
import torch
from torch.utils._python_dispatch import TorchDispatchMode


class Zeros(TorchDispatchMode):
    def __torch_dispatch__(self, func, types, args=(), kwargs=None):
        result = func(*args, **(kwargs or {}))
        if type(result) is torch.Tensor and result.is_floating_point():
            return result.zero_() if not result.requires_grad else result
        return result


Zeros().__enter__()


def corr2d(X, K):
    height, width = X.shape[0] - K.shape[0], X.shape[1] - K.shape[1]
    return torch.zeros(height + 1, width + 1)
