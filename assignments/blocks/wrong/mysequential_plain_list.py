# exercise: MySequential
# mistake: the modules are kept in a plain list, so nothing is registered
# loses: naming.children_are_numbered
from torch import nn


class MySequential(nn.Module):
    def __init__(self, *modules):
        super().__init__()
        self.layers = list(modules)

    def forward(self, X):
        for module in self.layers:
            X = module(X)
        return X
