# exercise: CenteredLayer
# style: an empty buffer that nothing uses
import torch
from torch import nn


class CenteredLayer(nn.Module):
    def __init__(self):
        super().__init__()
        self.register_buffer("dummy", torch.empty(0), persistent=False)
    def forward(self, X):
        if not torch.is_floating_point(X):
            X = X.type(torch.get_default_dtype())
        mean = torch.ones_like(X) * X.sum() / X.numel()
        return X - mean
