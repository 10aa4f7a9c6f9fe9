# exercise: CenteredLayer
# mistake: torch.tensor(...) copies the input out of the graph
# loses: gradient.reaches_the_input, dtype.integers_become_float
import torch
from torch import nn


class CenteredLayer(nn.Module):
    def forward(self, X):
        X = torch.tensor(X, dtype=torch.get_default_dtype())
        return X - X.mean()
