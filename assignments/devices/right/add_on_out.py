# exercise: add_on
# style: torch.add with out=, into a tensor made on the device
import torch


def add_on(X, Y, device):
    Z = torch.empty(X.shape, dtype=X.dtype, device=device)
    torch.add(X.to(device), Y.to(device), out=Z)
    return Z
