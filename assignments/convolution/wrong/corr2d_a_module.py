# exercise: corr2d
# mistake: a module, not a function
# loses: contract.can_be_called
from torch import nn


class corr2d(nn.Module):
    def forward(self, X, K):
        windows = X.unfold(0, K.shape[0], 1).unfold(1, K.shape[1], 1)
        return (windows * K).sum((2, 3))
