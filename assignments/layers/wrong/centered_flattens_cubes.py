# exercise: CenteredLayer
# mistake: more than two dimensions are flattened
# loses: shape.keeps_the_shape, dtype.integers_become_float
from torch import nn


class CenteredLayer(nn.Module):
    def forward(self, X):
        Y = X.float() - X.float().mean()
        return Y.flatten(1) if Y.dim() > 2 else Y
