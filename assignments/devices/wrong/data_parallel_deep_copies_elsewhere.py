# exercise: data_parallel
# mistake: only on devices[0] is it the net itself, elsewhere a copy
# loses: gradient.reaches_the_net_itself
import copy

import torch


def data_parallel(net, X, devices):
    outputs = []
    for piece, device in zip(X.chunk(len(devices)), devices):
        replica = net if device == devices[0] else copy.deepcopy(net).to(device)
        outputs.append(replica(piece.to(device)).to(devices[0]))
    return torch.cat(outputs)
