# exercise: init_threshold
# style: where, copied under no_grad
import torch
from torch import nn


def init_threshold(module):
    if isinstance(module, nn.Linear):
        drawn = torch.empty_like(module.weight).uniform_(-10, 10)
        kept = torch.where(drawn.abs() < 5, torch.zeros_like(drawn), drawn)
        with torch.no_grad():
            module.weight.copy_(kept)
