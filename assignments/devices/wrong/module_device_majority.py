# exercise: module_device
# mistake: the device of most tensors wins
# loses: device.several_are_refused
from collections import Counter

import torch


def module_device(net):
    devices = Counter(t.device for t in [*net.parameters(), *net.buffers()])
    if not devices:
        return torch.device("cpu")
    [(device, _)] = devices.most_common(1)
    return device
