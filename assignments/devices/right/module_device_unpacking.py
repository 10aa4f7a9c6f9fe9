# exercise: module_device
# style: unpacking raises the ValueError by itself
from itertools import chain

import torch


def module_device(net):
    tensors = chain(net.parameters(), net.buffers())
    devices = list({tensor.device for tensor in tensors})
    (device,) = devices or [torch.device("cpu")]
    return device
