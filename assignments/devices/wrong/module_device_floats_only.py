# exercise: module_device
# mistake: buffers of integers are left out
# loses: device.of_its_buffers
from itertools import chain

import torch


def module_device(net):
    tensors = chain(net.parameters(), net.buffers())
    devices = {t.device for t in tensors if t.is_floating_point()}
    if len(devices) > 1:
        raise ValueError("the net is on several devices")
    return devices.pop() if devices else torch.device("cpu")
