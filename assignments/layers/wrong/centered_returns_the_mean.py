# exercise: CenteredLayer
# mistake: returns the mean itself
# loses: shape.keeps_the_shape
from torch import nn


class CenteredLayer(nn.Module):
    def forward(self, X):
        X = X * 1.0
        return X.mean()
