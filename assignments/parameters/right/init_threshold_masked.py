# exercise: init_threshold
# style: masked items set to zero
import torch
from torch import nn


@torch.no_grad()
def init_threshold(module):
    if isinstance(module, nn.Linear):
        w = module.weight
        w.uniform_(-10, 10)
        w[(w > -5) & (w < 5)] = 0
