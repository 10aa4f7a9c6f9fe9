# exercise: CenteredLayer
# style: calls float() on everything
from torch import nn


class CenteredLayer(nn.Module):
    def forward(self, X):
        X = X.float()
        return X - X.mean()
