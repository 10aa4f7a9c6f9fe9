# exercise: MySequential
# mistake: wraps an nn.Sequential, whose name also gets into the keys
# loses: naming.children_are_numbered, rule.no_nn_sequential
from torch import nn


class MySequential(nn.Module):
    def __init__(self, *modules):
        super().__init__()
        self.net = nn.Sequential(*modules)

    def forward(self, X):
        return self.net(X)
