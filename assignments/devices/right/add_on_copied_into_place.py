# exercise: add_on
# style: zeros on the device, both added in place; X, Y stay as they are
import torch


def add_on(X, Y, device):
    with torch.device(device):
        Z = torch.zeros(*X.shape, dtype=X.dtype)
    for tensor in (X, Y):
        Z += tensor.to(device, non_blocking=True)
    return Z
