# exercise: data_parallel
# mistake: nn.DataParallel makes a module, which nobody calls
# loses: contract.returns_a_tensor
# blocks: device.each_device_takes_a_share, device.gathered_on_the_first, shape.any_number_of_rows, value.output_of_the_net, gradient.reaches_the_net_itself, purity.net_as_before
from torch import nn


def data_parallel(net, X, devices):
    if devices[0].type == "cpu":
        return net
    return nn.DataParallel(net, device_ids=devices)
