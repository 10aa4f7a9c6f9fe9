# exercise: CenteredLayer
# mistake: forward demands a dimension
# loses: contract.can_be_called
from torch import nn


class CenteredLayer(nn.Module):
    def forward(self, X, dim):
        X = X * 1.0
        return X - X.mean(dim, keepdim=True)
