# exercise: CenteredLayer
# mistake: computes in float32, whatever it gets
# loses: dtype.integers_become_float
from torch import nn


class CenteredLayer(nn.Module):
    def forward(self, X):
        X = X.float()
        return X - X.mean()
