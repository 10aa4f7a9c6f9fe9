# exercise: CenteredLayer
# mistake: an __init__ without super().__init__()
# loses: contract.can_be_called
from torch import nn


class CenteredLayer(nn.Module):
    def __init__(self):
        self.name = "centered"

    def forward(self, X):
        X = X * 1.0
        return X - X.mean()
