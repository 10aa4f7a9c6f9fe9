# exercise: MyDictDense
# style: the names of the parameters as attributes of the dict, einsum
import torch
from torch import nn


class MyDictDense(nn.Module):
    def __init__(self):
        super().__init__()
        pairs = [("linear1", 4), ("linear2", 1), ("linear3", 2)]
        self.params = nn.ParameterDict([(k, torch.zeros(4, n)) for k, n in pairs])

    def forward(self, x, choice=None):
        weight = getattr(self.params, choice if choice is not None else "linear1")
        return torch.einsum("bi,io->bo", x, weight)
