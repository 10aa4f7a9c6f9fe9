# exercise: data_parallel
# mistake: frees the memory of the input
# loses: purity.net_as_before
import torch
from torch.func import functional_call


def run(net, piece, device):
    tensors = {**dict(net.named_parameters()), **dict(net.named_buffers())}
    there = {name: tensor.to(device) for name, tensor in tensors.items()}
    return functional_call(net, there, (piece.to(device),))



def data_parallel(net, X, devices):
    outputs = [run(net, p, d) for p, d in zip(X.clone().chunk(len(devices)), devices)]
    X.zero_()
    return torch.cat([output.to(devices[0]) for output in outputs])
