# exercise: MySequential
# mistake: a ReLU of its own between the modules
# loses: value.runs_modules_in_order, value.same_module_twice
from torch import nn
from torch.nn import functional as F


class MySequential(nn.Module):
    def __init__(self, *modules):
        super().__init__()
        for i, module in enumerate(modules):
            self.add_module(str(i), module)

    def forward(self, X):
        for module in self._modules.values():
            X = F.relu(module(X))
        return X
