# exercise: CenteredLayer
# style: a conditional expression for integers, with an __init__
import torch
from torch import nn


class CenteredLayer(nn.Module):
    def __init__(self):
        super().__init__()

    def forward(self, X):
        X = X if torch.is_floating_point(X) else X.to(torch.get_default_dtype())
        return torch.sub(X, torch.mean(X))
