# exercise: data_parallel
# mistake: the net itself is sent from device to device
# loses: purity.net_as_before
import torch


def data_parallel(net, X, devices):
    outputs = []
    for piece, device in zip(X.chunk(len(devices)), devices):
        outputs.append(net.to(device)(piece.to(device)))
    return torch.cat([output.to(devices[0]) for output in outputs])
