# exercise: data_parallel
# mistake: the tensors of a state_dict are detached
# loses: gradient.reaches_the_net_itself
import torch
from torch.func import functional_call


def data_parallel(net, X, devices):
    outputs = []
    for piece, device in zip(X.chunk(len(devices)), devices):
        held = {**dict(net.named_buffers()), **net.state_dict()}
        there = {name: t.to(device) for name, t in held.items()}
        output = functional_call(net, there, (piece.to(device),))
        outputs.append(output.to(devices[0]))
    return torch.cat(outputs)
