# exercise: MyLinear
# style: reset_parameters as in torch's own layers, drawn by numpy, extra_repr
import numpy as np
import torch
from torch import nn


class MyLinear(nn.Module):
    __constants__ = ["in_units", "units"]

    def __init__(self, in_units: int, units: int, bias: bool = True) -> None:
        super().__init__()
        self.in_units, self.units = in_units, units
        self.weight = nn.Parameter(torch.empty((in_units, units)))
        if bias:
            self.bias = nn.Parameter(torch.empty(units))
        else:
            self.register_parameter("bias", None)
        self.reset_parameters()

    def reset_parameters(self) -> None:
        with torch.no_grad():
            for parameter in self.parameters():
                drawn = np.random.standard_normal(tuple(parameter.shape))
                parameter.copy_(torch.from_numpy(drawn))

    def forward(self, X: torch.Tensor) -> torch.Tensor:
        return nn.ReLU()(X @ self.weight + self.bias)

    def extra_repr(self) -> str:
        return f"in_units={self.in_units}, units={self.units}"
