# exercise: FixedHiddenMLP
# style: the loop as recursion, a base class of one's own
import torch
from torch import Tensor, nn


def halve(X: Tensor) -> Tensor:
    return X if X.abs().sum() <= 1 else halve(X / 2)


class WithConstant(nn.Module):
    def __init__(self, *size: int) -> None:
        super().__init__()
        self.register_buffer("rand_weight", torch.rand(size))


class FixedHiddenMLP(WithConstant):
    def __init__(self) -> None:
        super().__init__(20, 20)
        self.linear = nn.Linear(20, 20)
        self.activation = nn.ReLU()

    def forward(self, X: Tensor) -> Tensor:
        Y: Tensor = self.linear(X).matmul(self.rand_weight) + 1
        return halve(self.linear(self.activation(Y))).sum()
