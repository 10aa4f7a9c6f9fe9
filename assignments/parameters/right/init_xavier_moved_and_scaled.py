# exercise: init_xavier
# style: torch.rand, moved and scaled
import torch
from torch import nn


def init_xavier(module):
    if not isinstance(module, nn.Linear):
        return None
    w = module.weight
    bound = (6.0 / sum(w.shape)) ** 0.5
    w.data.copy_(2 * bound * torch.rand(w.shape, device=w.device) - bound)
    return module
