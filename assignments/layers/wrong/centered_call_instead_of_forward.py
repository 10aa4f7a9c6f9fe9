# exercise: CenteredLayer
# mistake: the method is called center, so nn.Module finds no forward
# loses: contract.can_be_called
from torch import nn


class CenteredLayer(nn.Module):
    def center(self, X):
        X = X * 1.0
        return X - X.mean()
