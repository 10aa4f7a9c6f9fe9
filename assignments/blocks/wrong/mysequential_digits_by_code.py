# exercise: MySequential
# mistake: the eleventh name is a colon
# loses: naming.children_are_numbered
from torch import nn


class MySequential(nn.Module):
    def __init__(self, *modules):
        super().__init__()
        for index, module in enumerate(modules):
            self.add_module(chr(48 + index), module)

    def forward(self, X):
        for module in self._modules.values():
            X = module(X)
        return X
