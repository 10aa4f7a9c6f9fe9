# exercise: module_device
# mistake: a parameter that is None has no device
# loses: device.of_its_parameters
import torch


def module_device(net):
    devices = {buffer.device for buffer in net.buffers()}
    for module in net.modules():
        devices |= {parameter.device for parameter in module._parameters.values()}
    if len(devices) > 1:
        raise ValueError("the net is on several devices")
    return devices.pop() if devices else torch.device("cpu")
