# exercise: add_on
# at: X.to(device)
# says: only one of the two | result | dropped | thrown away | not used
# open: line

import torch
from torch import nn
from torch.nn import functional as F


def add_on(X, Y, device):
    X.to(device)
    return X + Y.to(device)
