# exercise: module_device
# mistake: a set of no devices has nothing to pop
# loses: device.cpu_without_tensors
from itertools import chain


def module_device(net):
    devices = {t.device for t in chain(net.parameters(), net.buffers())}
    if len(devices) > 1:
        raise ValueError("several devices")
    return devices.pop()
