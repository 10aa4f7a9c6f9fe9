# exercise: CenteredLayer
# mistake: keeps the batch apart: one mean for each row
# loses: value.mean_over_all_elements
from torch import nn


class CenteredLayer(nn.Module):
    def forward(self, X):
        X = X * 1.0
        if X.dim() < 2:
            return X - X.mean()
        return X - X.mean(dim=tuple(range(1, X.dim())), keepdim=True)
