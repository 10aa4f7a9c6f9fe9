# exercise: Perceptron
# style: the sigmoid as a module, everything in one expression, modern hints
import torch
from torch import Tensor, nn


class Linear(nn.Module):
    def __init__(self, in_features: int, out_features: int) -> None:
        super().__init__()
        self.b = nn.Parameter(torch.zeros(out_features))
        self.w = nn.Parameter(torch.empty(in_features, out_features))
        nn.init.xavier_uniform_(self.w)

    def forward(self, x: Tensor) -> Tensor:
        return torch.addmm(self.b, x, self.w)


class Perceptron(nn.Module):
    def __init__(self, sizes_in: int, sizes_hidden: int, sizes_out: int) -> None:
        super().__init__()
        self.layer2 = Linear(sizes_hidden, sizes_out)
        self.act = nn.Sigmoid()
        self.layer1 = Linear(sizes_in, sizes_hidden)

    def forward(self, x: Tensor) -> Tensor:
        return self.layer2(self.act(self.layer1(x)))
