# exercise: module_device
# mistake: buffers(recurse=False) leaves out those of the modules inside
# loses: device.of_its_buffers
import torch


def module_device(net):
    tensors = [*net.parameters(), *net.buffers(recurse=False)]
    devices = {tensor.device for tensor in tensors} or {torch.device("cpu")}
    if len(devices) > 1:
        raise ValueError("the net is on several devices")
    return devices.pop()
