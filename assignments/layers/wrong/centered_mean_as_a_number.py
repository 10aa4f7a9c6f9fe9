# exercise: CenteredLayer
# mistake: item() turns the mean into a number, so it is no part of the graph
# loses: gradient.reaches_the_input, dtype.integers_become_float
from torch import nn


class CenteredLayer(nn.Module):
    def forward(self, X):
        return X - X.float().mean().item()
