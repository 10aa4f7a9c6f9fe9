# exercise: MySequential
# mistake: every module gets the input, so only the last one counts
# loses: value.runs_modules_in_order, value.same_module_twice, gradient.passes_through
from torch import nn


class MySequential(nn.Module):
    def __init__(self, *modules):
        super().__init__()
        for i, module in enumerate(modules):
            self.add_module(str(i), module)

    def forward(self, X):
        Y = X
        for module in self._modules.values():
            Y = module(X)
        return Y
