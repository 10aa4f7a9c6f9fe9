# exercise: MySequential
# mistake: the tuple of modules is kept as it is, so nothing is registered
# loses: naming.children_are_numbered
from torch import nn


class MySequential(nn.Module):
    def __init__(self, *args):
        super().__init__()
        self.args = args

    def forward(self, X):
        for module in self.args:
            X = module(X)
        return X
