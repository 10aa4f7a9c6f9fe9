# exercise: FixedHiddenMLP
# style: nn.Buffer, persistent=True, type hints
import torch
from torch import Tensor, nn


class FixedHiddenMLP(nn.Module):
    rand_weight: nn.Buffer

    def __init__(self) -> None:
        super().__init__()
        self.linear = nn.Linear(20, 20)
        self.rand_weight = nn.Buffer(torch.rand(20, 20), persistent=True)

    def forward(self, X: Tensor) -> Tensor:
        hidden = (self.linear(X) @ self.rand_weight).add(1).clamp_min(0)
        Y: Tensor = self.linear(hidden)
        while float(Y.abs().sum()) > 1.0:
            Y = 0.5 * Y
        return Y.sum()
