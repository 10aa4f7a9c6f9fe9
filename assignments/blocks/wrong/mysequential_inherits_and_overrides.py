# exercise: MySequential
# mistake: inherits nn.Sequential, but writes forward again
# loses: rule.no_nn_sequential
from torch import nn


class MySequential(nn.Sequential):
    def __init__(self, *modules):
        super().__init__(*modules)

    def forward(self, X):
        for module in self:
            X = module(X)
        return X
