# exercise: module_device
# mistake: the answer is remembered, though the net may move
# loses: purity.asked_again
from functools import lru_cache
from itertools import chain

import torch


@lru_cache
def module_device(net):
    devices = {tensor.device for tensor in chain(net.parameters(), net.buffers())}
    if len(devices) > 1:
        raise ValueError("on several devices")
    return devices.pop() if devices else torch.device("cpu")
