# exercise: data_parallel
# style: functional_call with the moved tensors of the net
import torch
from torch.func import functional_call


def data_parallel(net, X, devices):
    outputs = []
    for piece, device in zip(torch.chunk(X, len(devices)), devices):
        moved = {name: p.to(device) for name, p in net.named_parameters()}
        moved.update({name: b.to(device) for name, b in net.named_buffers()})
        outputs.append(functional_call(net, moved, piece.to(device)))
    return torch.cat([output.to(devices[0]) for output in outputs], dim=0)
