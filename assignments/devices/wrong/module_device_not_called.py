# exercise: module_device
# mistake: parameters and buffers are not called
# loses: device.of_its_parameters
import torch


def module_device(net):
    for tensor in net.parameters:
        return tensor.device
    for tensor in net.buffers:
        return tensor.device
    return torch.device("cpu")
