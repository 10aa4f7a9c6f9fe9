# exercise: CenteredLayer
# mistake: prints the result instead of returning it
# loses: contract.can_be_called
from torch import nn


class CenteredLayer(nn.Module):
    def forward(self, X):
        X = X * 1.0
        print(X - X.mean())
