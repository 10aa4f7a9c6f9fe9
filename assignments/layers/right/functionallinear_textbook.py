# exercise: FunctionalLinear
# style: the tutorial's layer: parameters and F.linear
import torch
import torch.nn as nn
import torch.nn.functional as F


class FunctionalLinear(nn.Module):
    def __init__(self, in_features=3, out_features=4):
        super(FunctionalLinear, self).__init__()
        self.weight = nn.Parameter(torch.zeros(out_features, in_features))
        self.bias = nn.Parameter(torch.zeros(out_features))

    def forward(self, x):
        return F.linear(x, self.weight, self.bias)


print(FunctionalLinear()(torch.randn(2, 3)))
