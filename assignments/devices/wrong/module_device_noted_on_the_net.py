# exercise: module_device
# mistake: the net gets an attribute
# loses: purity.leaves_no_trace
from itertools import chain

import torch


def module_device(net):
    devices = {tensor.device for tensor in chain(net.parameters(), net.buffers())}
    if len(devices) > 1:
        raise ValueError("on several devices")
    net.device = devices.pop() if devices else torch.device("cpu")
    return net.device
