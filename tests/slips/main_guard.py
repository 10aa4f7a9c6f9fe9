# exercise: CenteredLayer
# at: class CenteredLayer(nn.Module):
# says: __main__
# not: batch

import torch
from torch import nn
from torch.nn import functional as F


if __name__ == "__main__":
    class CenteredLayer(nn.Module):
        def forward(self, X):
            return X - X.mean()
