# exercise: CenteredLayer
# mistake: forward returns nothing
# loses: contract.can_be_called
from torch import nn


class CenteredLayer(nn.Module):
    def forward(self, X):
        X = X * 1.0
        X = X - X.mean()
