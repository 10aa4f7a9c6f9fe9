# exercise: module_device
# style: StopIteration caught
import torch


def module_device(net):
    tensors = iter([*net.parameters(), *net.buffers()])
    try:
        device = next(tensors).device
    except StopIteration:
        return torch.device("cpu")
    others = [tensor for tensor in tensors if tensor.device != device]
    if others:
        raise ValueError(f"{len(others)} tensors are not on {device}")
    return device
