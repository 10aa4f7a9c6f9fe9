# exercise: data_parallel
# mistake: X.data = ... moves the caller's tensor
# loses: purity.net_as_before
import torch
from torch.func import functional_call


def run(net, piece, device):
    tensors = {**dict(net.named_parameters()), **dict(net.named_buffers())}
    there = {name: tensor.to(device) for name, tensor in tensors.items()}
    return functional_call(net, there, (piece.to(device),))



def data_parallel(net, X, devices):
    X.data = X.data.to(devices[0])
    outputs = [run(net, p, d) for p, d in zip(X.chunk(len(devices)), devices)]
    return torch.cat([output.to(devices[0]) for output in outputs])
