# exercise: data_parallel
# mistake: rows that are left over are forgotten
# loses: shape.any_number_of_rows
import torch
from torch.func import functional_call


def run(net, piece, device):
    tensors = {**dict(net.named_parameters()), **dict(net.named_buffers())}
    there = {name: tensor.to(device) for name, tensor in tensors.items()}
    return functional_call(net, there, (piece.to(device),))



def data_parallel(net, X, devices):
    size = len(X) // len(devices)
    pieces = [X[i * size:(i + 1) * size] for i in range(len(devices))]
    outputs = [run(net, p, d) for p, d in zip(pieces, devices)]
    return torch.cat([output.to(devices[0]) for output in outputs])
