# exercise: CenteredLayer
# style: multiplying by a float promotes integers, all dimensions named
import torch.nn as nn


class CenteredLayer(nn.Module):
    """Subtracts the mean."""

    def forward(self, X):
        Y = X * 1.0
        return Y - Y.mean(dim=tuple(range(Y.dim())), keepdim=True)
