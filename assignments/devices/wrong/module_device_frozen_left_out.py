# exercise: module_device
# mistake: frozen parameters are left out
# loses: device.of_its_parameters
import torch


def module_device(net):
    devices = {p.device for p in net.parameters() if p.requires_grad} | {b.device for b in net.buffers()}
    if len(devices) > 1:
        raise ValueError("several")
    return devices.pop() if devices else torch.device("cpu")
