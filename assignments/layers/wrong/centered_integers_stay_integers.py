# exercise: CenteredLayer
# mistake: the result is cast back to the input's dtype
# loses: dtype.integers_become_float
from torch import nn


class CenteredLayer(nn.Module):
    def forward(self, X):
        return (X - X.float().mean()).to(X.dtype)
