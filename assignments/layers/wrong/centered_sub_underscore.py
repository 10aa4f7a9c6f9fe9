# exercise: CenteredLayer
# mistake: sub_ works in place, and .to(dtype) made no copy
# loses: purity.input_unchanged
import torch
from torch import nn


class CenteredLayer(nn.Module):
    def forward(self, X):
        dtype = X.dtype if X.is_floating_point() else torch.get_default_dtype()
        X = X.to(dtype)
        return X.sub_(X.mean())
