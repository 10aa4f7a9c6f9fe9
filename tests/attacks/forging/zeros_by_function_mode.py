# attack: forging
# exercise: MLP
# tries: push a torch function mode that never ends and makes every result zero, in the hope that it counts for the reference
# held-by: student and reference never share a process
# rightly: contract shape mode value.any_strides
import torch
from torch import nn
from torch.overrides import TorchFunctionMode


class Zeros(TorchFunctionMode):
    def __torch_function__(self, func, types, args=(), kwargs=None):
        result = func(*args, **(kwargs or {}))
        if type(result) is torch.Tensor and result.is_floating_point():
            return result.detach() * 0 if func is not torch.Tensor.mul else result
        return result


Zeros().__enter__()


class MLP(nn.Module):
    def forward(self, X):
        return torch.zeros(X.shape[0], 10)
