# exercise: MySequential
# mistake: registers the modules itself, but lets an nn.Sequential run them
# loses: rule.no_nn_sequential
from torch import nn


class MySequential(nn.Module):
    def __init__(self, *modules):
        super().__init__()
        for i, module in enumerate(modules):
            self.add_module(str(i), module)

    def forward(self, X):
        return nn.Sequential(*self._modules.values())(X)
