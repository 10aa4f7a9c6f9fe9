# exercise: LinearModel
# style: a weighted sum that keeps its dimension
import torch
from torch import Tensor, nn


class LinearModel(nn.Module):
    def __init__(self, ndim: int) -> None:
        super().__init__()
        self.bias = nn.Parameter(torch.zeros(1))
        self.weight = nn.Parameter(torch.full((ndim, 1), 1 / ndim))

    def forward(self, X: Tensor) -> Tensor:
        return (X * self.weight.squeeze(1)).sum(dim=1, keepdim=True) + self.bias
