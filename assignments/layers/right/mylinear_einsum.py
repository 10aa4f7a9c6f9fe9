# exercise: MyLinear
# style: einsum, both parameters registered by register_parameter, bias first
import torch
from torch import Tensor, nn


class MyLinear(nn.Module):
    weight: nn.Parameter
    bias: nn.Parameter

    def __init__(self, in_units: int, units: int) -> None:
        super().__init__()
        self.register_parameter("bias", nn.Parameter(torch.randn(units)))
        self.register_parameter("weight", nn.Parameter(torch.randn(in_units, units)))

    def forward(self, X: Tensor) -> Tensor:
        product = torch.einsum("...i,iu->...u", X, self.weight)
        return (product + self.bias).relu()
