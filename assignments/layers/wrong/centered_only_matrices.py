# exercise: CenteredLayer
# mistake: works for two dimensions only
# loses: shape.keeps_the_shape
from torch import nn


class CenteredLayer(nn.Module):
    def forward(self, X):
        rows, columns = X.shape
        return X - X.sum() / (rows * columns)
