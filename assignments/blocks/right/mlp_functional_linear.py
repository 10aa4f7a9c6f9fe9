# exercise: MLP
# style: add_module, and the layers' own tensors given to F.linear
import torch
import torch.nn.functional as F
from torch import nn


class MLP(nn.Module):
    hidden: nn.Linear
    out: nn.Linear

    def __init__(self) -> None:
        super().__init__()
        for name, sizes in {"hidden": (20, 256), "out": (256, 10)}.items():
            self.add_module(name, nn.Linear(*sizes))

    def forward(self, X: torch.Tensor) -> torch.Tensor:
        Y = F.linear(X, self.hidden.weight, self.hidden.bias).clamp(min=0)
        return F.linear(Y, self.out.weight, self.out.bias)
