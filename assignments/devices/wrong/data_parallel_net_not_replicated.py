# exercise: data_parallel
# mistake: the pieces are moved, and the net is not
# loses: device.each_device_takes_a_share
import torch


def data_parallel(net, X, devices):
    outputs = []
    for piece, device in zip(X.chunk(len(devices)), devices):
        outputs.append(net(piece.to(device)))
    return torch.cat([output.to(devices[0]) for output in outputs])
