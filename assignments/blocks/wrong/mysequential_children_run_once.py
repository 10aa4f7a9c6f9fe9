# exercise: MySequential
# mistake: children() lists a module that was given twice only once (the lesson's code)
# loses: value.same_module_twice
from torch import nn


class MySequential(nn.Module):
    def __init__(self, *args):
        super().__init__()
        for idx, module in enumerate(args):
            self.add_module(str(idx), module)

    def forward(self, X):
        for module in self.children():
            X = module(X)
        return X
