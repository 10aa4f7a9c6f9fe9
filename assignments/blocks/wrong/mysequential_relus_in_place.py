# exercise: MySequential
# mistake: ReLUs that are handed over are made in-place ones
# loses: purity.leaves_no_trace
from torch import nn


class MySequential(nn.Module):
    def __init__(self, *modules):
        super().__init__()
        for index, module in enumerate(modules):
            if isinstance(module, nn.ReLU):
                module.inplace = True
            self.add_module(str(index), module)

    def forward(self, X):
        for module in self._modules.values():
            X = module(X)
        return X
