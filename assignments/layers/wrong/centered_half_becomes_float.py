# exercise: CenteredLayer
# mistake: half precision becomes float32
# loses: dtype.integers_become_float
import torch
from torch import nn


class CenteredLayer(nn.Module):
    def forward(self, X):
        if X.dtype != torch.float64:
            X = X.to(torch.promote_types(X.dtype, torch.get_default_dtype()))
        return X - X.mean()
