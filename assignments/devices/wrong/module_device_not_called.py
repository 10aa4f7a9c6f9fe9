# exercise: module_device
# mistake: parameters and buffers are not called
# loses: contract.returns_a_device
# blocks: device.of_its_parameters, device.of_its_buffers, device.cpu_without_tensors, device.several_are_refused
import torch


def module_device(net):
    for tensor in net.parameters:
        return tensor.device
    for tensor in net.buffers:
        return tensor.device
    return torch.device("cpu")
