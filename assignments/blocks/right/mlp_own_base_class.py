# exercise: MLP
# style: inherits from a base class of one's own that knows any chain of layers
from torch import nn
from torch.nn import functional as F


class Chain(nn.Module):
    names = ()

    def forward(self, X):
        *first, last = self.names
        for name in first:
            X = F.relu(getattr(self, name)(X))
        return getattr(self, last)(X)


class MLP(Chain):
    names = ("hidden", "out")

    def __init__(self):
        Chain.__init__(self)
        setattr(self, "hidden", nn.Linear(20, 256))
        self.register_module("out", nn.Linear(256, 10))
