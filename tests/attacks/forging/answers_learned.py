# attack: forging
# exercise: MLP
# tries: keep what one check showed, in torch, the builtins and its own class, and replay it in the next
# held-by: expected values never enter the process, so there is nothing to keep
import torch
from torch import nn

kept = []


class MLP(nn.Module):
    kept = kept

    def __init__(self):
        super().__init__()

    def forward(self, X):
        kept.append(X)
        for old in kept[:-1]:
            if old.shape == (X.shape[0], 10):
                return old
        raise NotImplementedError
