# exercise: MySequential
# mistake: what goes from module to module is detached
# loses: gradient.passes_through, value.runs_modules_in_order
from torch import nn


class MySequential(nn.Module):
    def __init__(self, *modules):
        super().__init__()
        for i, module in enumerate(modules):
            self.add_module(str(i), module)

    def forward(self, X):
        for module in self._modules.values():
            X = module(X.detach())
        return X
