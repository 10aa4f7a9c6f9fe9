# exercise: data_parallel
# mistake: as many pieces as devices are taken for granted
# loses: shape.any_number_of_rows
import torch
from torch.func import functional_call


def run(net, piece, device):
    tensors = {**dict(net.named_parameters()), **dict(net.named_buffers())}
    there = {name: tensor.to(device) for name, tensor in tensors.items()}
    return functional_call(net, there, (piece.to(device),))



def data_parallel(net, X, devices):
    pairs = zip(X.chunk(len(devices)), devices, strict=True)
    outputs = [run(net, piece, device).to(devices[0]) for piece, device in pairs]
    return torch.cat(outputs)
