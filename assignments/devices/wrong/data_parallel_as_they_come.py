# exercise: data_parallel
# mistake: the outputs stand in the order of the GPUs' numbers
# loses: value.output_of_the_net
import torch
from torch.func import functional_call


def run(net, piece, device):
    tensors = {**dict(net.named_parameters()), **dict(net.named_buffers())}
    there = {name: tensor.to(device) for name, tensor in tensors.items()}
    return functional_call(net, there, (piece.to(device),))



def data_parallel(net, X, devices):
    outputs = {d: run(net, p, d) for p, d in zip(X.chunk(len(devices)), devices)}
    order = sorted(outputs, key=lambda device: device.index or 0)
    return torch.cat([outputs[device].to(devices[0]) for device in order])
