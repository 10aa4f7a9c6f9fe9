# exercise: data_parallel
# mistake: there is no piece for the last devices, but they are asked for it
# loses: shape.any_number_of_rows
import torch
from torch.func import functional_call


def run(net, piece, device):
    tensors = {**dict(net.named_parameters()), **dict(net.named_buffers())}
    there = {name: tensor.to(device) for name, tensor in tensors.items()}
    return functional_call(net, there, (piece.to(device),))



def data_parallel(net, X, devices):
    pieces = X.chunk(len(devices))
    outputs = [run(net, pieces[i], devices[i]) for i in range(len(devices))]
    return torch.cat([output.to(devices[0]) for output in outputs])
