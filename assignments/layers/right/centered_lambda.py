# exercise: CenteredLayer
# style: forward is a lambda, and the mean of X * 1.0 makes integers floats
import torch
from torch import nn


class CenteredLayer(nn.Module):
    forward = lambda self, X: X - torch.mean(X * 1.0)
