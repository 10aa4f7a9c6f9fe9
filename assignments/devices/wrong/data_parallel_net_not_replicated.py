# exercise: data_parallel
# mistake: the pieces are moved, and the net is not
# loses: device.each_device_takes_a_share
# blocks: device.gathered_on_the_first, shape.any_number_of_rows, gradient.reaches_the_net_itself, purity.net_as_before
import torch


def data_parallel(net, X, devices):
    outputs = []
    for piece, device in zip(X.chunk(len(devices)), devices):
        outputs.append(net(piece.to(device)))
    return torch.cat([output.to(devices[0]) for output in outputs])
