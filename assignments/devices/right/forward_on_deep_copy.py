# exercise: forward_on
# style: a copy of the net is moved, decorator no_grad
from copy import deepcopy

import torch


@torch.no_grad()
def forward_on(net, X, device):
    there = deepcopy(net).to(device)
    return there(X.to(device)).cpu()
