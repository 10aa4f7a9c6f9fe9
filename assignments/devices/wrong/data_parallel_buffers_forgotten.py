# exercise: data_parallel
# mistake: parameters are replicated, and buffers are not
# loses: device.each_device_takes_a_share
import torch
from torch.func import functional_call


def data_parallel(net, X, devices):
    outputs = []
    for piece, device in zip(X.chunk(len(devices)), devices):
        there = {name: p.to(device) for name, p in net.named_parameters()}
        outputs.append(functional_call(net, there, (piece.to(device),)))
    return torch.cat([output.to(devices[0]) for output in outputs])
