# exercise: module_device
# style: asks every module for its own tables, None left out
import torch


class SeveralDevicesError(ValueError):
    pass


def module_device(net):
    found = {}
    for name, module in net.named_modules():
        own = [*module._parameters.values(), *module._buffers.values()]
        for tensor in filter(torch.is_tensor, own):
            found[str(tensor.device)] = name
    if not found:
        return torch.device("cpu")
    if len(found) != 1:
        raise SeveralDevicesError(found)
    return torch.device(*found)
