# exercise: MySequential
# mistake: _modules is keyed by integers, and state_dict breaks
# loses: naming.children_are_numbered
from torch import nn


class MySequential(nn.Module):
    def __init__(self, *modules):
        super().__init__()
        for i, module in enumerate(modules):
            self._modules[i] = module

    def forward(self, X):
        for i in range(len(self._modules)):
            X = self._modules[i](X)
        return X
