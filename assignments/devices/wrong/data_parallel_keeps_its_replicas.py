# exercise: data_parallel
# mistake: keeps a copy of the net inside the net, for the next call
# loses: purity.net_as_before
import torch
from torch.func import functional_call


def run(net, piece, device):
    tensors = {**dict(net.named_parameters()), **dict(net.named_buffers())}
    there = {name: tensor.to(device) for name, tensor in tensors.items()}
    return functional_call(net, there, (piece.to(device),))



def data_parallel(net, X, devices):
    outputs = [run(net, p, d) for p, d in zip(X.chunk(len(devices)), devices)]
    first = next(module for module in net.modules() if not [*module.children()])
    if not hasattr(first, "replica"):
        first.replica = torch.nn.Linear(4, 5).to(devices[-1])
    return torch.cat([output.to(devices[0]) for output in outputs])
