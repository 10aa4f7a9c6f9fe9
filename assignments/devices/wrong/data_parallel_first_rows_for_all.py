# exercise: data_parallel
# mistake: every device computes the first rows
# loses: value.output_of_the_net
import torch
from torch.func import functional_call


def run(net, piece, device):
    tensors = {**dict(net.named_parameters()), **dict(net.named_buffers())}
    there = {name: tensor.to(device) for name, tensor in tensors.items()}
    return functional_call(net, there, (piece.to(device),))



def data_parallel(net, X, devices):
    sizes = [len(piece) for piece in X.chunk(len(devices))]
    outputs = [run(net, X[:size], d) for size, d in zip(sizes, devices)]
    return torch.cat([output.to(devices[0]) for output in outputs])
