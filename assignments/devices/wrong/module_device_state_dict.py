# exercise: module_device
# mistake: the state_dict alone, which leaves some buffers out
# loses: device.of_its_buffers
import torch
from torch import nn


def module_device(net: nn.Module) -> torch.device:
    devices = {tensor.device for tensor in net.state_dict().values()}
    if len(devices) > 1:
        raise ValueError(f"{len(devices)} devices")
    return devices.pop() if devices else torch.device("cpu")
