# exercise: init_normal
# style: copied under no_grad, early return
import torch
from torch import nn


@torch.no_grad()
def init_normal(module):
    if not isinstance(module, nn.Linear):
        return
    module.weight.copy_(torch.randn_like(module.weight) * 0.01)
    if module.bias is not None:
        module.bias.zero_()
