# exercise: init_threshold
# style: sign, size and whether, each drawn by itself
import torch
from torch import nn


def init_threshold(module):
    if isinstance(module, nn.Linear):
        like = torch.ones_like(module.weight, requires_grad=False)
        sizes = 5 + 5 * torch.rand_like(like)
        signs = torch.where(torch.rand_like(like) < 0.5, -like, like)
        kept = torch.bernoulli(like / 2)
        module.weight.data.copy_(sizes * signs * kept)
