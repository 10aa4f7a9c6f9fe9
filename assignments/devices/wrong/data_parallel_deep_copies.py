# exercise: data_parallel
# mistake: replicas by deepcopy: the net itself gets no gradient
# loses: gradient.reaches_the_net_itself
import copy

import torch


def data_parallel(net, X, devices):
    outputs = []
    for piece, device in zip(X.chunk(len(devices)), devices):
        replica = copy.deepcopy(net).to(device)
        outputs.append(replica(piece.to(device)).to(devices[0]))
    return torch.cat(outputs)
