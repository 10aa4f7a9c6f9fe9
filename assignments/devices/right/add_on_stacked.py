# exercise: add_on
# style: both moved in a comprehension, stacked and summed
import torch


def add_on(X, Y, device):
    moved = [tensor.to(device=device, copy=True) for tensor in (X, Y)]
    return torch.stack(moved).sum(dim=0)
