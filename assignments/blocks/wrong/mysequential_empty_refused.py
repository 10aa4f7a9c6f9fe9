# exercise: MySequential
# mistake: the constructor refuses to be empty
# loses: value.empty_is_identity
from torch import nn


class MySequential(nn.Module):
    def __init__(self, *modules):
        super().__init__()
        if not modules:
            raise ValueError("give me at least one module")
        for i, module in enumerate(modules):
            self.add_module(str(i), module)

    def forward(self, X):
        for module in self._modules.values():
            X = module(X)
        return X
