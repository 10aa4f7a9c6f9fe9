# exercise: describe
# style: module by module, tables of modules, sets of what is known
import math

import torch


def describe(net):
    known, numbers, learning, buffers = set(), 0, 0, []
    for path, module in net.named_modules():
        for parameter in module._parameters.values():
            if parameter is None or id(parameter) in known:
                continue
            known.add(id(parameter))
            numbers += math.prod(parameter.size())
            learning += parameter.requires_grad * math.prod(parameter.size())
            dtype, device = parameter.dtype, parameter.device
        own = [name for name, x in module._buffers.items() if x is not None]
        buffers += [f"{path}.{name}" if path else name for name in own]
    children = {}
    for name, child in net._modules.items():
        if isinstance(child, torch.nn.Module) and child not in children:
            children[child] = name
    return {
        "device": device,
        "dtype": dtype,
        "training": net.training,
        "children": list(children.values()),
        "buffers": buffers,
        "trainable": learning,
        "parameters": numbers,
    }
