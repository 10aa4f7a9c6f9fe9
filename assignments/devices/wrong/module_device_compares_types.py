# exercise: module_device
# mistake: two GPUs are taken for one: only their types are compared
# loses: device.several_are_refused
import torch


def module_device(net):
    devices = [tensor.device for tensor in [*net.parameters(), *net.buffers()]]
    if not devices:
        return torch.device("cpu")
    if len({device.type for device in devices}) > 1:
        raise ValueError("the net is on several devices")
    return devices[0]
