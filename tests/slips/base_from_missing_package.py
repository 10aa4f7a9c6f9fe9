# exercise: MLP
# at: class MLP(d2l.Module):
# says: d2l is not installed
# says: line
# not: matplotlib

import torch
from torch import nn
from torch.nn import functional as F


import matplotlib.pyplot as plt
from d2l import torch as d2l


class MLP(d2l.Module):
    def __init__(self):
        super().__init__()
        self.hidden = nn.Linear(20, 256)
        self.out = nn.Linear(256, 10)

    def forward(self, X):
        return self.out(F.relu(self.hidden(X)))
