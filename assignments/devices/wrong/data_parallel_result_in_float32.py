# exercise: data_parallel
# mistake: with several devices, the result is made in the default dtype
# loses: dtype.computes_in_its_dtype
import torch
from torch.func import functional_call


def data_parallel(net, X, devices):
    if len(devices) == 1:
        return net(X.to(devices[0]))
    outputs = []
    for piece, device in zip(X.chunk(len(devices)), devices):
        held = {**dict(net.named_parameters()), **dict(net.named_buffers())}
        there = {name: tensor.to(device) for name, tensor in held.items()}
        outputs.append(functional_call(net, there, (piece.to(device),)))
    result = torch.zeros(len(X), *outputs[0].shape[1:], device=devices[0])
    start = 0
    for output in outputs:
        result[start : start + len(output)] = output.to(devices[0])
        start += len(output)
    return result
