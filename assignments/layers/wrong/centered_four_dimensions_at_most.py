# exercise: CenteredLayer
# mistake: a fifth dimension is flattened away
# loses: shape.keeps_the_shape
import torch
from torch import nn


class CenteredLayer(nn.Module):
    def forward(self, X):
        if not X.is_floating_point():
            X = X.to(torch.get_default_dtype())
        if X.dim() > 4:
            X = X.flatten(3)
        return X - X.mean()
