# exercise: data_parallel
# mistake: in evaluation mode nothing is recorded
# loses: gradient.reaches_the_net_itself
import torch
from torch.func import functional_call


def data_parallel(net, X, devices):
    outputs = []
    with torch.set_grad_enabled(net.training):
        for piece, device in zip(X.chunk(len(devices)), devices):
            held = {**dict(net.named_parameters()), **dict(net.named_buffers())}
            there = {name: tensor.to(device) for name, tensor in held.items()}
            output = functional_call(net, there, (piece.to(device),))
            outputs.append(output.to(devices[0]))
    return torch.cat(outputs)
