# exercise: CenteredLayer
# mistake: the mean runs over the first dimension only
# loses: value.mean_over_all_elements
import torch
from torch import nn


class CenteredLayer(nn.Module):
    def forward(self, X):
        if not X.is_floating_point():
            X = X.to(torch.get_default_dtype())
        return X - X.mean(dim=0)
