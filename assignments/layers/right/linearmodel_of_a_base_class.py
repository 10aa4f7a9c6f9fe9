# exercise: LinearModel
# style: the case of one output of a general base class of one's own
import torch
from torch import nn


class Affine(nn.Module):
    def __init__(self, inputs, outputs):
        super().__init__()
        self.weight = nn.Parameter(torch.randn(inputs, outputs) * 0.01)
        self.bias = nn.Parameter(torch.zeros(outputs))

    def forward(self, X):
        return torch.einsum("ni,io->no", X, self.weight) + self.bias


class LinearModel(Affine):
    def __init__(self, ndim):
        super().__init__(ndim, 1)
