# exercise: Perceptron
# style: an nn.Sequential with names does it all
from collections import OrderedDict

import torch
from torch import nn


class Linear(nn.Module):
    def __init__(self, in_features, out_features):
        super().__init__()
        self.w = nn.Parameter(torch.randn(in_features, out_features))
        self.b = nn.Parameter(torch.randn(out_features))

    def forward(self, x):
        return torch.matmul(x, self.w).add(self.b)


class Perceptron(nn.Sequential):
    def __init__(self, in_features, hidden_features, out_features):
        layers = OrderedDict()
        layers["layer1"] = Linear(in_features, hidden_features)
        layers["sigmoid"] = nn.Sigmoid()
        layers["layer2"] = Linear(hidden_features, out_features)
        super().__init__(layers)
