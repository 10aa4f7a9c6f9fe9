# exercise: CenteredLayer
# mistake: the result is flattened
# loses: shape.keeps_the_shape
from torch import nn


class CenteredLayer(nn.Module):
    def forward(self, X):
        X = X.flatten() * 1.0
        return X - X.mean()
