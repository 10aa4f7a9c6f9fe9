# attack: forging
# exercise: MLP
# tries: replace nn.Module.__call__ only for the moment in which it is called, and put it back
# held-by: what reaches out of a submission is refused, or else reported, and its points are withheld
import torch
from torch import nn

honest = nn.Module.__call__


def lie(self, X):
    nn.Module.__call__ = honest
    return torch.zeros(X.shape[0], 10)


class MLP(nn.Module):
    def __init__(self):
        super().__init__()
        nn.Module.__call__ = lie

    def forward(self, X):
        raise NotImplementedError
