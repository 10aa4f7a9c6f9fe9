# exercise: MySequential
# mistake: a stack is emptied from its end, so the last module runs first
# loses: value.runs_modules_in_order
from torch import nn


class MySequential(nn.Module):
    def __init__(self, *modules):
        super().__init__()
        for i in range(len(modules)):
            self.add_module(str(i), modules[i])

    def forward(self, X):
        waiting = list(self._modules.values())
        while waiting:
            X = waiting.pop()(X)
        return X
