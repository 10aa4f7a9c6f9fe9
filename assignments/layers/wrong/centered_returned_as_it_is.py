# exercise: CenteredLayer
# mistake: what is centred already is returned itself
# loses: purity.input_unchanged, gradient.reaches_the_input
import torch
from torch import nn


class CenteredLayer(nn.Module):
    def forward(self, X):
        if not X.is_floating_point():
            X = X.to(torch.get_default_dtype())
        mean = X.mean()
        return X if mean == 0 else X - mean
