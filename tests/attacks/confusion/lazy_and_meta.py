# attack: confusion
# exercise: MyLinear
# tries: to have parameters of the right names and shapes that hold nothing: lazy ones,
#   and ones on the meta device
# held-by: tensors are read as numbers and nothing else
import torch
from torch import nn


class MyLinear(nn.Module):
    def __init__(self, in_units, units):
        super().__init__()
        self.weight = nn.Parameter(torch.empty(in_units, units, device="meta"))
        self.bias = nn.UninitializedParameter()

    def forward(self, X):
        return None
