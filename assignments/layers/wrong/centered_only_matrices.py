# exercise: CenteredLayer
# mistake: works for two dimensions only
# loses: value.mean_over_all_elements
# blocks: gradient.reaches_the_input, dtype.integers_become_float, purity.input_unchanged
from torch import nn


class CenteredLayer(nn.Module):
    def forward(self, X):
        rows, columns = X.shape
        return X - X.sum() / (rows * columns)
