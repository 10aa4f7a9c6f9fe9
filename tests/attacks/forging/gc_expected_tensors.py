# attack: forging
# exercise: MLP
# tries: search the process for tensors that could be the expected outputs, and return them
# held-by: the student's child never holds the reference, nor expected values
# rightly: contract
import gc

import torch
from torch import nn


class MLP(nn.Module):
    def __init__(self):
        super().__init__()

    def forward(self, X):
        gc.unfreeze()
        for found in gc.get_objects():
            if type(found) is torch.Tensor and found.shape == (X.shape[0], 10):
                return found
        raise NotImplementedError
