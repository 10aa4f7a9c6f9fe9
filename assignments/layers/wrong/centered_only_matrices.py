# exercise: CenteredLayer
# mistake: works for two dimensions only
# loses: shape.keeps_the_shape
# blocks: value.mean_over_all_elements
from torch import nn


class CenteredLayer(nn.Module):
    def forward(self, X):
        rows, columns = X.shape
        return X - X.sum() / (rows * columns)
