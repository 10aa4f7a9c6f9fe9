# exercise: MySequential
# mistake: a module that is given twice in a row runs once
# loses: value.same_module_twice
from torch import nn


class MySequential(nn.Module):
    def __init__(self, *modules):
        super().__init__()
        for index, module in enumerate(modules):
            self.add_module(str(index), module)

    def forward(self, X):
        last = None
        for module in self._modules.values():
            X = X if module is last else module(X)
            last = module
        return X
