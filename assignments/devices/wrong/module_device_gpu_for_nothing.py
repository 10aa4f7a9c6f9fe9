# exercise: module_device
# mistake: a module without tensors is said to be on the first GPU
# loses: device.cpu_without_tensors
import torch


def module_device(net):
    devices = {tensor.device for tensor in [*net.parameters(), *net.buffers()]}
    if len(devices) > 1:
        raise ValueError("the net is on several devices")
    if devices:
        return devices.pop()
    return torch.device("cuda:0" if torch.cuda.is_available() else "cpu")
