# exercise: MySequential
# mistake: modules are initialised anew when they are handed over
# loses: purity.leaves_no_trace
from torch import nn


class MySequential(nn.Module):
    def __init__(self, *modules):
        super().__init__()
        for index, module in enumerate(modules):
            if hasattr(module, 'reset_parameters'):
                module.reset_parameters()
            self.add_module(str(index), module)

    def forward(self, X):
        for module in self._modules.values():
            X = module(X)
        return X
