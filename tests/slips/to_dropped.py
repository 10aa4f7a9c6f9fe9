# exercise: add_on
# at: X.to(device)
# says: result | dropped | thrown away | not used

import torch
from torch import nn
from torch.nn import functional as F


def add_on(X, Y, device):
    X.to(device)
    return X + Y.to(device)
