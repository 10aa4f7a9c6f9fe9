# exercise: module_device
# mistake: without parameters it is the CPU, buffers or not
# loses: device.of_its_buffers
import torch


def module_device(net):
    if not list(net.parameters()):
        return torch.device("cpu")
    devices = {tensor.device for tensor in net.state_dict().values()}
    if len(devices) > 1:
        raise ValueError("the net is on several devices")
    return devices.pop()
