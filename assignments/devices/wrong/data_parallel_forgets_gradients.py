# exercise: data_parallel
# mistake: zero_grad() throws away the gradients that the net holds
# loses: purity.net_as_before
import torch
from torch.func import functional_call


def data_parallel(net, X, devices):
    net.zero_grad()
    tensors = {**dict(net.named_parameters()), **dict(net.named_buffers())}
    outputs = [
        functional_call(net, {n: t.to(device) for n, t in tensors.items()}, piece.to(device))
        for piece, device in zip(X.chunk(len(devices)), devices)
    ]
    return torch.cat([output.to(devices[0]) for output in outputs])
