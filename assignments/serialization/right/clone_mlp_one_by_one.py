# exercise: clone_mlp
# style: parameters and buffers of a new net replaced one by one
import torch


@torch.no_grad()
def clone_mlp(mlp):
    clone = type(mlp)()
    for given, made in zip(mlp.modules(), clone.modules(), strict=True):
        for name, parameter in given.named_parameters(recurse=False):
            made.register_parameter(name, torch.nn.Parameter(parameter.clone()))
        for name, buffer in given.named_buffers(recurse=False):
            made.register_buffer(name, buffer.clone())
        made.eval()
    return clone
