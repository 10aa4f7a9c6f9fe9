# exercise: CenteredLayer
# mistake: X[:] = ... changes the caller's tensor
# loses: shape.keeps_the_shape, purity.input_unchanged
import torch
from torch import nn


class CenteredLayer(nn.Module):
    def forward(self, X):
        if not torch.is_floating_point(X):
            X = X.to(torch.get_default_dtype())
        X[:] = X - X.mean()
        return X
