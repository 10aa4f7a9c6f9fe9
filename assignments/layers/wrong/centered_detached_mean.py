# exercise: CenteredLayer
# mistake: the mean is detached
# loses: gradient.reaches_the_input
from torch import nn


class CenteredLayer(nn.Module):
    def forward(self, X):
        X = X * 1.0
        return X - X.mean().detach()
