# exercise: module_device
# style: the tensors of the state_dict
import torch
from torch import nn


def module_device(net: nn.Module) -> torch.device:
    devices = {tensor.device for tensor in net.state_dict().values()}
    if len(devices) > 1:
        raise ValueError(f"{len(devices)} devices")
    return devices.pop() if devices else torch.device("cpu")
