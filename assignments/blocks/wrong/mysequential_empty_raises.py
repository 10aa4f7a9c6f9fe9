# exercise: MySequential
# mistake: the first module is run outside the loop, so an empty block breaks
# loses: value.empty_is_identity
from torch import nn


class MySequential(nn.Module):
    def __init__(self, *modules):
        super().__init__()
        for i, module in enumerate(modules):
            self.add_module(str(i), module)

    def forward(self, X):
        Y = self._modules["0"](X)
        for i in range(1, len(self._modules)):
            Y = self._modules[str(i)](Y)
        return Y
