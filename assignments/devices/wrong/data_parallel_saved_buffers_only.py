# exercise: data_parallel
# mistake: buffers that the state_dict leaves out are not replicated
# loses: device.each_device_takes_a_share
import torch
from torch.func import functional_call


def data_parallel(net, X, devices):
    outputs = []
    for piece, device in zip(X.chunk(len(devices)), devices):
        held = net.state_dict(keep_vars=True)
        there = {name: tensor.to(device) for name, tensor in held.items()}
        output = functional_call(net, there, (piece.to(device),))
        outputs.append(output.to(devices[0]))
    return torch.cat(outputs)
