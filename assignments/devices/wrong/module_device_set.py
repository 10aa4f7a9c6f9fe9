# exercise: module_device
# mistake: returns the set of all devices
# loses: contract.returns_a_device
import torch


def module_device(net):
    devices = {tensor.device for tensor in [*net.parameters(), *net.buffers()]}
    if len(devices) > 1:
        raise ValueError("the net is on several devices")
    return devices or {torch.device("cpu")}
