# exercise: forward_on
# mistake: a copy computes in evaluation
# loses: mode.keeps_the_mode
import copy

import torch


@torch.no_grad()
def forward_on(net, X, device):
    there = copy.deepcopy(net).to(device)
    there.eval()
    return there(X.to(device)).cpu()
