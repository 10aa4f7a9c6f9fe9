# attack: forging
# exercise: MLP
# tries: change shared objects in place instead of names: regular expressions, encoders, registries, module tables
# held-by: names in torch and the builtins that a submission rebinds are reported, and the points of that check are withheld
import copyreg
import functools
import json
import re
from collections.abc import Mapping

import torch
from torch import nn

re.purge()
json.JSONEncoder.default = lambda self, value: "Tensor"
copyreg.dispatch_table.clear()
functools.WRAPPER_ASSIGNMENTS = ()


class Everything:
    @classmethod
    def __subclasshook__(cls, other):
        return True


class Liar(dict):
    def items(self):
        return [("out.weight", torch.zeros(10, 256))]


Mapping.register(Everything)


class MLP(nn.Module):
    def __init__(self):
        super().__init__()
        self.__dict__["_parameters"] = Liar()
        self.__dict__["_buffers"] = Liar()

    def forward(self, X):
        raise NotImplementedError
