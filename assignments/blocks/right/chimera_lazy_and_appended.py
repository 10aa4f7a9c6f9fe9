# exercise: make_chimera
# style: lazy layers everywhere, parts appended one by one
import torch
from torch import nn


class NestMLP(nn.Module):
    def __init__(self) -> None:
        super().__init__()
        self.net = nn.Sequential(nn.LazyLinear(64), nn.ReLU())
        self.net.append(nn.LazyLinear(32)).append(nn.ReLU())
        self.linear = nn.LazyLinear(16)

    def forward(self, X: torch.Tensor) -> torch.Tensor:
        return self.linear(self.net(X))


class FixedHiddenMLP(nn.Module):
    def __init__(self) -> None:
        super().__init__()
        self.rand_weight = nn.Buffer(torch.rand(20, 20))
        self.linear = nn.LazyLinear(20)

    def forward(self, X: torch.Tensor) -> torch.Tensor:
        X = self.linear(torch.relu(self.linear(X) @ self.rand_weight + 1))
        while X.norm(p=1) > 1:
            X = X.div(2)
        return X.sum()


def make_chimera() -> nn.Sequential:
    net = nn.Sequential()
    net.append(NestMLP())
    net.append(nn.LazyLinear(20))
    net.append(FixedHiddenMLP())
    return net
