# exercise: MySequential
# mistake: takes exactly two modules
# loses: contract.takes_any_modules
from torch import nn


class MySequential(nn.Module):
    def __init__(self, first, second):
        super().__init__()
        self.add_module("0", first)
        self.add_module("1", second)

    def forward(self, X):
        return self.get_submodule("1")(self.get_submodule("0")(X))
