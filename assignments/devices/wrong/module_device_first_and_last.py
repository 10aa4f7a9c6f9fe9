# exercise: module_device
# mistake: only the first and the last tensor are compared
# loses: device.several_are_refused
import torch


def module_device(net):
    ps = [*net.parameters(), *net.buffers()]
    if ps and ps[0].device != ps[-1].device:
        raise ValueError("several")
    return ps[0].device if ps else torch.device("cpu")
