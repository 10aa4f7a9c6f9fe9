# exercise: MySequential
# mistake: a module that has run already is skipped
# loses: value.same_module_twice
from torch import nn


class MySequential(nn.Module):
    def __init__(self, *modules):
        super().__init__()
        for i, module in enumerate(modules):
            self.add_module(str(i), module)

    def forward(self, X):
        done = set()
        for module in self._modules.values():
            if module not in done:
                X = module(X)
            done.add(module)
        return X
