# exercise: module_device
# mistake: a net without buffers raises StopIteration
# loses: device.of_its_parameters
from itertools import chain


def module_device(net):
    device = next(net.buffers()).device
    if any(t.device != device for t in chain(net.parameters(), net.buffers())):
        raise ValueError("on several devices")
    return device
