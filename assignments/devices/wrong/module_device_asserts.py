# exercise: module_device
# mistake: assert raises AssertionError
# loses: device.several_are_refused
import torch


def module_device(net):
    devices = {tensor.device for tensor in [*net.parameters(), *net.buffers()]}
    assert len(devices) < 2, "the net is on several devices"
    return devices.pop() if devices else torch.device("cpu")
