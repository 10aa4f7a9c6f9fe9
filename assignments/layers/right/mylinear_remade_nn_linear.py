# exercise: MyLinear
# style: inherits nn.Linear, but makes both parameters anew in the shapes asked for
import torch
from torch import Tensor, nn


class MyLinear(nn.Linear):
    def __init__(self, in_units: int, units: int) -> None:
        super().__init__(in_units, units)
        self.weight = nn.Parameter(torch.randn(in_units, units))
        self.bias = nn.Parameter(torch.randn(units))

    def forward(self, X: Tensor) -> Tensor:
        return (X @ self.weight + self.bias).clip(min=0)
