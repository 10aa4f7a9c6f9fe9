# exercise: module_device
# mistake: buffers are not looked at
# loses: device.of_its_buffers
import torch


def module_device(net):
    devices = {parameter.device for parameter in net.parameters()}
    if len(devices) > 1:
        raise ValueError("the net is on several devices")
    if not devices:
        return torch.device("cpu")
    return devices.pop()
