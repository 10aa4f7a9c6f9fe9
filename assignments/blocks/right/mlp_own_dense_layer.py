# exercise: MLP
# style: without nn.Linear, an own layer with the same weight and bias
import math

import torch
from torch import Tensor, nn


class Dense(nn.Module):
    def __init__(self, inputs: int, outputs: int) -> None:
        super().__init__()
        bound = 1 / math.sqrt(inputs)
        weight = torch.empty(outputs, inputs).uniform_(-bound, bound)
        self.weight = nn.Parameter(weight)
        self.bias = nn.Parameter(torch.zeros(outputs))

    def forward(self, X: Tensor) -> Tensor:
        return X @ self.weight.t() + self.bias


class MLP(nn.Module):
    def __init__(self) -> None:
        super().__init__()
        self.hidden = Dense(20, 256)
        self.out = Dense(256, 10)

    def forward(self, X: Tensor) -> Tensor:
        H: Tensor = self.hidden(X)
        H = H * (H > 0)
        Y: Tensor = self.out(H)
        return Y
