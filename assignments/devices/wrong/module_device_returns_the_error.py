# exercise: module_device
# mistake: the ValueError is returned, not raised
# loses: device.several_are_refused
import torch


def module_device(net):
    devices = {tensor.device for tensor in [*net.parameters(), *net.buffers()]}
    if len(devices) > 1:
        return ValueError("the net is on several devices")
    return devices.pop() if devices else torch.device("cpu")
