# exercise: CenteredLayer
# mistake: returns the mean as well
# loses: contract.can_be_called
from torch import nn


class CenteredLayer(nn.Module):
    def forward(self, X):
        X = X * 1.0
        mean = X.mean()
        return X - mean, mean
