# exercise: module_device
# mistake: only buffers are looked at
# loses: device.of_its_parameters, device.several_are_refused
import torch


def module_device(net):
    devices = {buffer.device for buffer in net.buffers()}
    if len(devices) > 1:
        raise ValueError("the net is on several devices")
    return devices.pop() if devices else torch.device("cpu")
