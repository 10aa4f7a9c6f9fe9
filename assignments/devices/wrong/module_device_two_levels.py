# exercise: module_device
# mistake: looks into the children of children, and no deeper
# loses: device.of_its_parameters
import torch


def module_device(net):
    modules = [net]
    for child in net.children():
        modules += [child, *child.children()]
    devices = {p.device for m in modules for p in m.parameters(recurse=False)}
    devices |= {buffer.device for buffer in net.buffers()}
    if len(devices) > 1:
        raise ValueError("the net is on several devices")
    return devices.pop() if devices else torch.device("cpu")
