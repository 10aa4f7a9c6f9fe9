# exercise: MyLinear
# mistake: item() and tolist() turn parameters into plain numbers
# loses: gradient.reaches_weight_and_bias
import torch
from torch import nn


class MyLinear(nn.Module):
    def __init__(self, in_units, units):
        super().__init__()
        self.weight = nn.Parameter(torch.randn(in_units, units))
        self.bias = nn.Parameter(torch.randn(units))

    def forward(self, X):
        columns = []
        for j in range(self.weight.shape[1]):
            weights = self.weight[:, j].tolist()
            total = self.bias[j].item()
            for i, w in enumerate(weights):
                total = total + X[..., i] * w
            columns.append(total)
        return torch.relu(torch.stack(columns, -1))
