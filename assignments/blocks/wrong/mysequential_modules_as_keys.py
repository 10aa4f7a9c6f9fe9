# exercise: MySequential
# mistake: _modules is keyed by the modules themselves (an old edition's code)
# loses: value.same_module_twice, naming.children_are_numbered
from torch import nn


class MySequential(nn.Module):
    def __init__(self, *args):
        super().__init__()
        for block in args:
            self._modules[block] = block

    def forward(self, X):
        for block in self._modules.values():
            X = block(X)
        return X
