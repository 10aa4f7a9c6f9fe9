# exercise: module_device
# style: numbers of GPUs by get_device, -1 is the CPU
import torch


def module_device(net):
    numbers = set()
    net._apply(lambda tensor: numbers.add(tensor.get_device()) or tensor)
    if len(numbers) > 1:
        raise ValueError(sorted(numbers))
    number = max(numbers, default=-1)
    return torch.device("cpu") if number < 0 else torch.device("cuda", number)
