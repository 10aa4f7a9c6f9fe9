# exercise: data_parallel
# style: a deep copy whose tensors are replaced by moved ones
import copy

import torch


def replica_on(net, device):
    replica = copy.deepcopy(net)
    for theirs, mine in zip(net.modules(), replica.modules()):
        for name, parameter in theirs._parameters.items():
            if parameter is not None:
                del mine._parameters[name]
                setattr(mine, name, parameter.to(device))
        for name, buffer in theirs._buffers.items():
            mine._buffers[name] = buffer if buffer is None else buffer.to(device)
    return replica


def data_parallel(net, X, devices):
    outputs = []
    for piece, device in zip(X.chunk(len(devices)), devices):
        outputs.append(replica_on(net, device)(piece.to(device)).to(devices[0]))
    return torch.cat(outputs)
