# exercise: CenteredLayer
# mistake: changes X.data in place, behind autograd's back
# loses: gradient.reaches_the_input, purity.input_unchanged
import torch
from torch import nn


class CenteredLayer(nn.Module):
    def forward(self, X):
        if not X.is_floating_point():
            X = X.to(torch.get_default_dtype())
        X.data -= X.data.mean()
        return X
