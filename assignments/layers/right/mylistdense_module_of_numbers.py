# exercise: MyListDense
# style: a container of one's own that numbers its parameters, functional forward
import torch
from torch import nn
from torch.nn import functional as F


class Numbered(nn.Module):
    def __init__(self, *tensors):
        super().__init__()
        for number, tensor in enumerate(tensors):
            self.register_parameter(str(number), nn.Parameter(tensor))

    def __iter__(self):
        return iter(self._parameters.values())


class MyListDense(nn.Module):
    def __init__(self):
        super().__init__()
        shapes = 3 * [(4, 4)] + [(4, 1)]
        self.params = Numbered(*(torch.randn(*shape) for shape in shapes))

    def forward(self, x):
        for weight in self.params:
            x = F.linear(x, weight.t())
        return x
