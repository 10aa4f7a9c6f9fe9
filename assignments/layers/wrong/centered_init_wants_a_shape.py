# exercise: CenteredLayer
# mistake: the constructor demands a shape
# loses: contract.can_be_called
from torch import nn


class CenteredLayer(nn.Module):
    def __init__(self, shape):
        super().__init__()
        self.shape = shape

    def forward(self, X):
        X = X * 1.0
        return X - X.mean()
