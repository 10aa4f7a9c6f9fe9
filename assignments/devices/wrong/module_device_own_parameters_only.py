# exercise: module_device
# mistake: parameters(recurse=False) leaves out the modules inside
# loses: device.of_its_parameters, device.several_are_refused
import torch


def module_device(net):
    devices = {parameter.device for parameter in net.parameters(recurse=False)}
    devices |= {buffer.device for buffer in net.buffers()}
    if len(devices) > 1:
        raise ValueError("the net is on several devices")
    return devices.pop() if devices else torch.device("cpu")
