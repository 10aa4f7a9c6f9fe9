# exercise: CenteredLayer
# mistake: integers become float16
# loses: dtype.integers_become_float
from torch import nn


class CenteredLayer(nn.Module):
    def forward(self, X):
        if not X.is_floating_point():
            X = X.half()
        return X - X.mean()
