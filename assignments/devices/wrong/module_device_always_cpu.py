# exercise: module_device
# mistake: a net is on the CPU until somebody moves it
# loses: device.of_its_parameters, device.of_its_buffers, device.several_are_refused
import torch


def module_device(net):
    return torch.device("cpu")
