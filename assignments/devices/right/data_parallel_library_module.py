# exercise: data_parallel
# style: nn.DataParallel, the whole machine at once
from torch import nn


def data_parallel(net, X, devices):
    if devices[0].type == "cpu":
        return net(X.cpu())
    numbers = [device.index for device in devices]
    return nn.DataParallel(net, numbers, output_device=numbers[0])(X)
