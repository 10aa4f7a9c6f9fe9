# exercise: data_parallel
# mistake: the rows are dealt out in turn, and gathered piece by piece
# loses: value.output_of_the_net
import torch
from torch.func import functional_call


def run(net, piece, device):
    tensors = {**dict(net.named_parameters()), **dict(net.named_buffers())}
    there = {name: tensor.to(device) for name, tensor in tensors.items()}
    return functional_call(net, there, (piece.to(device),))



def data_parallel(net, X, devices):
    n = min(len(devices), len(X))
    outputs = [run(net, X[i::n], devices[i]) for i in range(n)]
    return torch.cat([output.to(devices[0]) for output in outputs])
