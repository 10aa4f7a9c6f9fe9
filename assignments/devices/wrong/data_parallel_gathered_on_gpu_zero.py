# exercise: data_parallel
# mistake: the result is gathered on GPU number 0, not on devices[0]
# loses: device.gathered_on_the_first
import torch
from torch.func import functional_call


def run(net, piece, device):
    tensors = {**dict(net.named_parameters()), **dict(net.named_buffers())}
    there = {name: tensor.to(device) for name, tensor in tensors.items()}
    return functional_call(net, there, (piece.to(device),))



def data_parallel(net, X, devices):
    outputs = [run(net, p, d) for p, d in zip(X.chunk(len(devices)), devices)]
    first = "cuda:0" if torch.cuda.is_available() else "cpu"
    return torch.cat([output.to(first) for output in outputs])
