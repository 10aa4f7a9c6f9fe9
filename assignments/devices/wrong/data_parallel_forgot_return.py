# exercise: data_parallel
# mistake: the outputs are gathered and not returned
# loses: contract.returns_a_tensor
import torch
from torch.func import functional_call


def run(net, piece, device):
    tensors = {**dict(net.named_parameters()), **dict(net.named_buffers())}
    there = {name: tensor.to(device) for name, tensor in tensors.items()}
    return functional_call(net, there, (piece.to(device),))



def data_parallel(net, X, devices):
    outputs = [run(net, p, d) for p, d in zip(X.chunk(len(devices)), devices)]
    Y = torch.cat([output.to(devices[0]) for output in outputs])
