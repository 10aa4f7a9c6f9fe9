# exercise: NestMLP
# style: a bare Module as a drawer of layers, everything computed by functions
import torch
from torch import Tensor, nn
from torch.nn import functional as F


class NestMLP(nn.Module):
    net: nn.Module
    linear: nn.Linear

    def __init__(self) -> None:
        super().__init__()
        self.linear = nn.Linear(32, 16)
        self.net = nn.Module()
        self.net.add_module("2", nn.Linear(64, 32))
        self.net.add_module("0", nn.Linear(20, 64))

    def forward(self, X: Tensor) -> Tensor:
        for name in ("0", "2"):
            layer = self.net.get_submodule(name)
            X = F.linear(X, layer.weight, layer.bias).clamp(min=0)
        return torch.addmm(self.linear.bias, X, self.linear.weight.t())
