# exercise: data_parallel
# mistake: outputs on several devices cannot be concatenated
# loses: device.each_device_takes_a_share
import torch
from torch.func import functional_call


def run(net, piece, device):
    tensors = {**dict(net.named_parameters()), **dict(net.named_buffers())}
    there = {name: tensor.to(device) for name, tensor in tensors.items()}
    return functional_call(net, there, (piece.to(device),))



def data_parallel(net, X, devices):
    outputs = [run(net, p, d) for p, d in zip(X.chunk(len(devices)), devices)]
    return torch.cat(outputs)
