# exercise: CenteredLayer
# mistake: subtracts the wrong way round
# loses: value.mean_over_all_elements
from torch import nn


class CenteredLayer(nn.Module):
    def forward(self, X):
        X = X * 1.0
        return X.mean() - X
