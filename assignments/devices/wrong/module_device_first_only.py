# exercise: module_device
# mistake: only the first tensor is looked at
# loses: device.several_are_refused
import torch


def module_device(net):
    for tensor in [*net.parameters(), *net.buffers()]:
        return tensor.device
    return torch.device("cpu")
