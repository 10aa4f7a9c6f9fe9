# exercise: data_parallel
# mistake: nn.DataParallel makes a module, which nobody calls
# loses: contract.returns_a_tensor
from torch import nn


def data_parallel(net, X, devices):
    if devices[0].type == "cpu":
        return net
    return nn.DataParallel(net, device_ids=devices)
