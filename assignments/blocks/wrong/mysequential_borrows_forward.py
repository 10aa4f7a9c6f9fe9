# exercise: MySequential
# mistake: borrows nn.Sequential's forward
# loses: rule.no_nn_sequential
from torch import nn


class MySequential(nn.Module):
    def __init__(self, *modules):
        super().__init__()
        for i, module in enumerate(modules):
            self.add_module(str(i), module)

    def __iter__(self):
        return iter(self._modules.values())

    def forward(self, X):
        return nn.Sequential.forward(self, X)
