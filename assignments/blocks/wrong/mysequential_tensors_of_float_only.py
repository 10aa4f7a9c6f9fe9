# exercise: MySequential
# mistake: integers are made float, so that no embedding works
# loses: dtype.computes_in_its_dtype
import torch
from torch import nn


class MySequential(nn.Module):
    def __init__(self, *modules):
        super().__init__()
        for index, module in enumerate(modules):
            self.add_module(str(index), module)

    def forward(self, X):
        if isinstance(X, torch.Tensor) and not X.is_floating_point():
            X = X.float()
        for module in self._modules.values():
            X = module(X)
        return X
