# exercise: module_device
# style: a loop that remembers the first device
import torch


def module_device(net):
    device = None
    for tensor in list(net.parameters()) + list(net.buffers()):
        if device is None:
            device = tensor.device
        elif device != tensor.device:
            raise ValueError(f"{device} and {tensor.device}")
    if device is None:
        return torch.device("cpu")
    return device
