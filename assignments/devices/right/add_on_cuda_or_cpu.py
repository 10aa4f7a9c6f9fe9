# exercise: add_on
# style: cuda() with the number of the GPU, and cpu() without one
import torch
from torch import Tensor


def brought(tensor: Tensor, device: torch.device) -> Tensor:
    if device.type == "cpu":
        return tensor.cpu()
    return tensor.cuda(device.index)


def add_on(X: Tensor, Y: Tensor, device: torch.device) -> Tensor:
    return torch.add(brought(X, device), brought(Y, device))
