# exercise: module_device
# mistake: a module without tensors is said to be on the current GPU
# loses: device.cpu_without_tensors
import torch


def module_device(net):
    tensors = [*net.parameters(), *net.buffers()]
    if not tensors:
        if torch.cuda.device_count():
            return torch.device(torch.cuda.current_device())
        return torch.device("cpu")
    first, *others = [tensor.device for tensor in tensors]
    if any(other != first for other in others):
        raise ValueError(others)
    return first
