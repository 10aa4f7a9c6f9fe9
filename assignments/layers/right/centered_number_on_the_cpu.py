# exercise: CenteredLayer
# style: a tensor of one number on the CPU, which CUDA allows
import torch
from torch import nn


class CenteredLayer(nn.Module):
    def forward(self, X):
        share = torch.tensor(1 / X.numel())
        return X - X.sum() * share
