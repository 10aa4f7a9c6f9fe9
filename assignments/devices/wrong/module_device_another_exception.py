# exercise: module_device
# mistake: another exception than ValueError
# loses: device.several_are_refused
import torch


def module_device(net):
    devices = {tensor.device for tensor in [*net.parameters(), *net.buffers()]}
    if len(devices) > 1:
        raise RuntimeError("the net is on several devices")
    return devices.pop() if devices else torch.device("cpu")
