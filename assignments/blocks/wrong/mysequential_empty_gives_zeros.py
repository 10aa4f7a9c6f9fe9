# exercise: MySequential
# mistake: an empty block returns zeros instead of its input
# loses: value.empty_is_identity
import torch
from torch import nn


class MySequential(nn.Module):
    def __init__(self, *modules):
        super().__init__()
        for i, module in enumerate(modules):
            self.add_module(str(i), module)

    def forward(self, X):
        if len(self._modules) == 0:
            return torch.zeros_like(X)
        for module in self._modules.values():
            X = module(X)
        return X
