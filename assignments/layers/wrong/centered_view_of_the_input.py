# exercise: CenteredLayer
# mistake: flatten() of a contiguous tensor is a view, and the view is changed
# loses: purity.input_unchanged
import torch
from torch import nn


class CenteredLayer(nn.Module):
    def forward(self, X):
        if not X.is_floating_point():
            X = X.to(torch.get_default_dtype())
        flat = X.flatten()
        flat -= flat.mean()
        return flat.reshape(X.shape)
