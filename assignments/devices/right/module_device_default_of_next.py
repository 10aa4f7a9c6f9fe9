# exercise: module_device
# style: next() with a default, then all are compared with it
import torch


def _tensors(net):
    yield from net.parameters()
    yield from net.buffers()


def module_device(net):
    device = next((t.device for t in _tensors(net)), torch.device("cpu"))
    if not all(t.device == device for t in _tensors(net)):
        raise ValueError("not all on " + str(device))
    return device
