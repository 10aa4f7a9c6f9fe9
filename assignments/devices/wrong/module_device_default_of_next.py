# exercise: module_device
# mistake: next() with a default, so the others are never seen
# loses: device.several_are_refused
from itertools import chain

import torch


def module_device(net):
    tensors = chain(net.parameters(), net.buffers())
    return next(tensors, torch.empty(0)).device
