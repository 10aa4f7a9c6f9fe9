# exercise: module_device
# style: recursion over the children
import torch
from torch import nn


def devices_of(net: nn.Module) -> set[torch.device]:
    own = {p.device for p in net.parameters(recurse=False)}
    own |= {b.device for b in net.buffers(recurse=False)}
    return own.union(*map(devices_of, net.children()))


def module_device(net: nn.Module) -> torch.device:
    match list(devices_of(net)):
        case []:
            return torch.device("cpu")
        case [device]:
            return device
        case several:
            raise ValueError(several)
