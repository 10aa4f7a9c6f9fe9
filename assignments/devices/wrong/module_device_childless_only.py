# exercise: module_device
# mistake: only modules without children are looked at
# loses: device.of_its_parameters
import torch


def module_device(net):
    devices = set()
    for module in net.modules():
        if not list(module.children()):
            tensors = [*module.parameters(), *module.buffers()]
            devices |= {tensor.device for tensor in tensors}
    if len(devices) > 1:
        raise ValueError("on several devices")
    return devices.pop() if devices else torch.device("cpu")
