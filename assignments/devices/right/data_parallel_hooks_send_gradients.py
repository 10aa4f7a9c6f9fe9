# exercise: data_parallel
# style: hooks on copies send gradients to the net
import copy

import torch


def data_parallel(net, X, devices):
    outputs = [None]
    pieces = list(zip(X.chunk(len(devices)), devices, strict=False))
    for piece, device in pieces[1:]:
        replica = copy.deepcopy(net).to(device)
        for mine, theirs in zip(net.parameters(), replica.parameters(), strict=True):
            if mine.requires_grad:
                theirs.register_hook(lambda grad, mine=mine: send(grad, mine))
        outputs.append(replica(piece.to(device)).to(devices[0]))
    outputs[0] = net(pieces[0][0].to(devices[0]))
    return torch.cat(outputs)


def send(grad, parameter):
    grad = grad.to(parameter.device)
    parameter.grad = grad.clone() if parameter.grad is None else parameter.grad + grad
