# attack: confusion
# exercise: MyLinear
# tries: to make tolerances infinite: infinities, negative zeros and subnormal numbers
#   wherever values go
# held-by: comparing happens in the judge: what is allowed around infinity is only
#   infinity
# rightly: dtype mode purity value.any_strides
import torch
from torch import nn


class MyLinear(nn.Module):
    def forward(self, X):
        if X.shape == (6, 5):
            return None
        odd = torch.tensor([torch.inf, -torch.inf, -0.0, 1e-45, torch.nan])
        return X * odd

    def __init__(self, in_units, units):
        super().__init__()
        self.scale = nn.Parameter(torch.full((7, 7), torch.inf))
