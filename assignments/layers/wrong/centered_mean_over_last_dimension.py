# exercise: CenteredLayer
# mistake: the mean runs over the last dimension only
# loses: value.mean_over_all_elements
from torch import nn


class CenteredLayer(nn.Module):
    def forward(self, X):
        X = X * 1.0
        return X - X.mean(-1, keepdim=True)
