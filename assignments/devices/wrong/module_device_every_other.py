# exercise: module_device
# mistake: each tensor is compared with the one after the next
# loses: device.several_are_refused
import torch


def module_device(net):
    devices = [t.device for t in [*net.parameters(), *net.buffers()]]
    for a, b in zip(devices, devices[2:]):
        if a != b:
            raise ValueError("several")
    return devices[0] if devices else torch.device("cpu")
