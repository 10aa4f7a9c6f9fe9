# exercise: add_on
# style: set_default_device for a while, copy_ into what is made there
import torch


def add_on(X, Y, device):
    before = torch.get_default_device()
    torch.set_default_device(device)
    try:
        A = torch.empty(X.shape, dtype=X.dtype).copy_(X)
        B = torch.empty(Y.shape, dtype=Y.dtype).copy_(Y)
        return A + B
    finally:
        torch.set_default_device(before)
