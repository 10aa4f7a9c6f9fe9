# exercise: data_parallel
# style: an autograd.Function of one's own that brings gradients home
import torch
from torch.func import functional_call


class Bring(torch.autograd.Function):
    @staticmethod
    def forward(ctx, tensor, device):
        ctx.home = tensor.device
        return tensor.detach().to(device, copy=True)

    @staticmethod
    def backward(ctx, gradient):
        return gradient.to(ctx.home), None


def data_parallel(net, X, devices):
    outputs = []
    for piece, device in zip(X.chunk(len(devices)), devices, strict=False):
        parameters = {k: Bring.apply(p, device) for k, p in net.named_parameters()}
        buffers = {k: b.to(device) for k, b in net.named_buffers()}
        Y = functional_call(net, (parameters, buffers), (piece.to(device),))
        outputs.append(Bring.apply(Y, devices[0]))
    return torch.cat(outputs)
