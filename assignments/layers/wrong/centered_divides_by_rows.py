# exercise: CenteredLayer
# mistake: len(X) counts rows, not elements
# loses: value.mean_over_all_elements
from torch import nn


class CenteredLayer(nn.Module):
    def forward(self, X):
        return X - X.sum() / len(X)
