# exercise: module_device
# mistake: a module without tensors is said to be on the meta device
# loses: device.cpu_without_tensors
import torch


def module_device(net):
    devices = {tensor.device for tensor in [*net.parameters(), *net.buffers()]}
    if len(devices) > 1:
        raise ValueError("the net is on several devices")
    return next(iter(devices), torch.device("meta"))
