# exercise: module_device
# mistake: the device has lost its number
# loses: device.of_its_parameters, device.of_its_buffers, device.several_are_refused
import torch


def module_device(net):
    tensors = [*net.parameters(), *net.buffers()]
    if not tensors:
        return torch.device("cpu")
    kinds = {tensor.device.type for tensor in tensors}
    if len(kinds) > 1:
        raise ValueError("the net is on several devices")
    return torch.device(kinds.pop())
