# attack: forging
# exercise: MyLinear
# tries: replace nn.Module.named_parameters, so that every module has the names that are asked for
# held-by: names in torch and the builtins that a submission rebinds are reported, and the points of that check are withheld
# finding: Module.named_parameters
import torch
from torch import nn

names = {"weight": torch.zeros(5, 3), "bias": torch.zeros(3)}
nn.Module.named_parameters = lambda self, *rest, **more: iter(names.items())
nn.Module.forward = lambda self, X: torch.zeros(2, 3)


class MyLinear(nn.Module):
    def __init__(self, in_units, units):
        super().__init__()
