# attack: forging
# exercise: MLP
# tries: write into the memory of NoneType, so that None calls itself a tensor
# held-by: what reaches out of a submission is refused, or else reported, and its points are withheld
import ctypes

import torch
from torch import nn

NAME = 24  # offset of tp_name in a type
kept = ctypes.create_string_buffer(b"Tensor")
ctypes.c_void_p.from_address(id(type(None)) + NAME).value = ctypes.addressof(kept)


class MLP(nn.Module):
    def __init__(self):
        super().__init__()

    def forward(self, X):
        return None
