# exercise: CenteredLayer
# mistake: the mean of integers is rounded down to a whole number
# loses: value.mean_over_all_elements
import torch
from torch import nn


class CenteredLayer(nn.Module):
    def forward(self, X):
        if not X.is_floating_point():
            return (X - X.sum() // X.numel()).to(torch.get_default_dtype())
        return X - X.mean()
