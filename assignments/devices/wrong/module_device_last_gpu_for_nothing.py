# exercise: module_device
# mistake: a module without tensors is said to be on the last GPU
# loses: device.cpu_without_tensors
import torch


def module_device(net):
    devices = {tensor.device for tensor in [*net.parameters(), *net.buffers()]}
    if len(devices) > 1:
        raise ValueError("the net is on several devices")
    gpus = torch.cuda.device_count()
    default = torch.device("cuda", gpus - 1) if gpus else torch.device("cpu")
    return devices.pop() if devices else default
