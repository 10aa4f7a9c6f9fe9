# exercise: CenteredLayer
# mistake: forward is not indented, so it is no method
# loses: contract.can_be_called
from torch import nn


class CenteredLayer(nn.Module):
    def __init__(self):
        super().__init__()


def forward(self, X):
    X = X * 1.0
    return X - X.mean()
