# exercise: module_device
# mistake: any GPU is taken for the current one
# loses: device.of_its_parameters, device.of_its_buffers
import torch


def module_device(net):
    tensors = [*net.parameters(), *net.buffers()]
    if len({tensor.device for tensor in tensors}) > 1:
        raise ValueError("the net is on several devices")
    if any(tensor.is_cuda for tensor in tensors):
        return torch.device("cuda", torch.cuda.current_device())
    return torch.device("cpu")
