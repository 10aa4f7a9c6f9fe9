# exercise: cast_and_freeze
# style: new Parameters in the place of the old ones, one for each
import torch
from torch import nn


def cast_and_freeze(net, dtype, prefix):
    new, frozen = {}, set()
    for path, module in net.named_modules(remove_duplicate=False):
        for name, old in list(module._parameters.items()):
            if old is None:
                continue
            if id(old) not in new:
                made = nn.Parameter(old.detach().to(dtype), old.requires_grad)
                new[id(old)] = new[id(made)] = made
            module._parameters[name] = new[id(old)]
            if f"{path}.{name}".lstrip(".").startswith(prefix):
                frozen.add(new[id(old)])
        for name, old in module._buffers.items():
            if old is not None and old.dtype.is_floating_point:
                module._buffers[name] = old.to(dtype)
    for parameter in frozen:
        parameter.requires_grad = False
    return net
