# exercise: module_device
# mistake: exactly two devices are refused, not three
# loses: device.several_are_refused
from itertools import chain

import torch


def module_device(net):
    devices = {tensor.device for tensor in chain(net.parameters(), net.buffers())}
    if len(devices) == 2:
        raise ValueError("on two devices")
    return devices.pop() if devices else torch.device("cpu")
