# exercise: cast_and_freeze
# style: recursive, with tables of modules and a memo of what was seen
import torch


def walk(module, path, dtype, prefix, known):
    for name, parameter in module._parameters.items():
        if parameter is None:
            continue
        if id(parameter) not in known:
            known.add(id(parameter))
            parameter.data = parameter.data.type(dtype)
        if (path + name)[: len(prefix)] == prefix:
            parameter.requires_grad_(False)
    for name, buffer in module._buffers.items():
        if buffer is not None and torch.is_floating_point(buffer):
            module._buffers[name] = buffer.to(dtype)
    for name, child in module._modules.items():
        if child is not None:
            walk(child, f"{path}{name}.", dtype, prefix, known)


def cast_and_freeze(net, dtype, prefix):
    walk(net, "", dtype, prefix, set())
    return net
