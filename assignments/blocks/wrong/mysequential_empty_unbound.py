# exercise: MySequential
# mistake: the result is only bound inside the loop
# loses: value.empty_is_identity
from torch import nn


class MySequential(nn.Module):
    def __init__(self, *modules):
        super().__init__()
        for i, module in enumerate(modules):
            self.add_module(str(i), module)

    def forward(self, X):
        for i, module in enumerate(self._modules.values()):
            Y = module(X) if i == 0 else module(Y)
        return Y
