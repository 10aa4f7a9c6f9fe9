# exercise: data_parallel
# mistake: the pieces are all computed on the first device
# loses: device.each_device_takes_a_share
import torch


def data_parallel(net, X, devices):
    pieces = X.to(devices[0]).chunk(len(devices))
    return torch.cat([net(piece) for piece in pieces])
