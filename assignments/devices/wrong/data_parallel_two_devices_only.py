# exercise: data_parallel
# mistake: two devices are used, however many there are
# loses: device.each_device_takes_a_share
import torch
from torch.func import functional_call


def run(net, piece, device):
    tensors = {**dict(net.named_parameters()), **dict(net.named_buffers())}
    there = {name: tensor.to(device) for name, tensor in tensors.items()}
    return functional_call(net, there, (piece.to(device),))



def data_parallel(net, X, devices):
    pair = (devices * 2)[:2]
    outputs = [run(net, p, d) for p, d in zip(X.chunk(2), pair)]
    return torch.cat([output.to(devices[0]) for output in outputs])
