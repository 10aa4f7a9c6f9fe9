# exercise: CenteredLayer
# mistake: the lesson's layer: an integer tensor has no mean
# loses: dtype.integers_become_float
from torch import nn


class CenteredLayer(nn.Module):
    def __init__(self):
        super().__init__()

    def forward(self, X):
        return X - X.mean()
