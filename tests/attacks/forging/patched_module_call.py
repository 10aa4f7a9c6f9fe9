# attack: forging
# exercise: MLP
# tries: replace nn.Module.__call__, so that every module gives a tensor
# held-by: names in torch and the builtins that a submission rebinds are reported, and the points of that check are withheld
# finding: Module.__call__
import torch
from torch import nn

nn.Module.__call__ = lambda self, X: torch.zeros(X.shape[0], 10)


class MLP(nn.Module):
    def forward(self, X):
        raise NotImplementedError
