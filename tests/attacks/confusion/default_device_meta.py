# attack: confusion
# exercise: MLP
# tries: to have no values drawn at all: everything that is made from now on is on the
#   meta device
# held-by: what a submission switches on for the whole process is switched off before a
#   check
import torch
from torch import nn

torch.set_default_device("meta")


class MLP(nn.Module):
    def forward(self, X):
        if X.shape == (8, 20):
            return None
        return torch.empty(X.shape[0], 3)
