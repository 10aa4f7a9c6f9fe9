# exercise: CenteredLayer
# style: calls float() on everything

# ruff: noqa: ANN001, ANN201, D100, D101, D102
# mypy: ignore-errors
from torch import nn


class CenteredLayer(nn.Module):
    def forward(self, X):
        X = X.float()
        return X - X.mean()
