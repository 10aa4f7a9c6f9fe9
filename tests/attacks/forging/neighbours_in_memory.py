# attack: forging
# exercise: MLP
# tries: read past the end of its input's storage, where the expected output might lie
# held-by: the student's child never holds the reference, nor expected values
# rightly: contract shape mode purity dtype device value.any_strides
import ctypes

import torch
from numpy.lib.stride_tricks import as_strided
from torch import nn


class MLP(nn.Module):
    def __init__(self):
        super().__init__()

    def forward(self, X):
        try:
            torch.as_strided(X, (X.numel() * 8,), (1,))
        except RuntimeError as error:
            print(error)
        beyond = as_strided(X.detach().numpy(), shape=(2000,), strides=(4,))
        size = X.shape[0] * 10
        return torch.tensor(beyond[X.numel() : X.numel() + size]).reshape(-1, 10)
