# exercise: MySequential
# mistake: the range stops one too early
# loses: value.runs_modules_in_order, value.same_module_twice, gradient.passes_through
from torch import nn


class MySequential(nn.Module):
    def __init__(self, *modules):
        super().__init__()
        for i, module in enumerate(modules):
            self.add_module(str(i), module)

    def forward(self, X):
        for i in range(len(self._modules) - 1):
            X = self._modules[str(i)](X)
        return X
