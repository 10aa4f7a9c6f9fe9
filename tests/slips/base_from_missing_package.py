# exercise: MLP
# at: class MLP(pl.LightningModule):
# says: lightning is not installed
# says: line 14 | line 13
# not: matplotlib

import torch
from torch import nn
from torch.nn import functional as F


import matplotlib.pyplot as plt
import lightning as pl


class MLP(pl.LightningModule):
    def __init__(self):
        super().__init__()
        self.hidden = nn.Linear(20, 256)
        self.out = nn.Linear(256, 10)

    def forward(self, X):
        return self.out(F.relu(self.hidden(X)))
