# attack: confusion
# exercise: MyLinear
# tries: to answer for every operation of torch in the process, by a mode that it enters
#   and never leaves
# held-by: what a submission switches on for the whole process is switched off before a
#   check, and reported
import torch
from torch import nn
from torch.overrides import TorchFunctionMode


class Answers(TorchFunctionMode):
    def __torch_function__(self, func, types, args=(), kwargs=None):
        if getattr(func, "__name__", "") in ("normal_", "copy_", "square", "sub"):
            return args[0]
        return func(*args, **(kwargs or {}))


Answers().__enter__()


class MyLinear(nn.Module):
    def __init__(self, in_units, units):
        super().__init__()
        self.other = nn.Parameter(torch.zeros(7))

    def forward(self, X):
        return None
