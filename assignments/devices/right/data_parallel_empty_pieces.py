# exercise: data_parallel
# style: tensor_split, and empty pieces for the last devices
import torch
from torch.func import functional_call


def data_parallel(net, X, devices):
    n, size = len(devices), -(-len(X) // len(devices))
    pieces = X.tensor_split([min(i * size, len(X)) for i in range(1, n)])
    moved = [
        {name: t.to(d) for name, t in [*net.named_parameters(), *net.named_buffers()]}
        for d in devices
    ]
    outputs = [
        functional_call(net, tensors, piece.to(device))
        for tensors, piece, device in zip(moved, pieces, devices)
    ]
    return torch.cat([Y.to(devices[0]) for Y in outputs if len(Y)])
