# exercise: add_on
# mistake: the result is made by torch.empty, on the CPU
# loses: device.sum_is_on_the_device
import torch


def add_on(X, Y, device):
    Z = torch.empty(X.shape, dtype=X.dtype)
    Z[:] = X.to(device) + Y.to(device)
    return Z
