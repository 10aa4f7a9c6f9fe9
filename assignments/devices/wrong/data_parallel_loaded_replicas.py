# exercise: data_parallel
# mistake: new replicas are loaded with the net's values
# loses: gradient.reaches_the_net_itself
from copy import deepcopy

import torch


def data_parallel(net, X, devices):
    replicas = [deepcopy(net).to(device) for device in devices]
    for replica in replicas:
        replica.load_state_dict(net.state_dict())
    outputs = [replica(piece.to(device)) for replica, piece, device
               in zip(replicas, X.chunk(len(devices)), devices)]
    return torch.cat([output.to(devices[0]) for output in outputs])
