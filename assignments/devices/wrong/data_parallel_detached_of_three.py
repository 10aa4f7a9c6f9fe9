# exercise: data_parallel
# mistake: from three devices on, replicas are detached
# loses: gradient.reaches_the_net_itself
import torch


def data_parallel(net, X, devices):
    tensors = {**dict(net.named_parameters()), **dict(net.named_buffers())}
    if len(devices) > 2:
        tensors = {name: tensor.detach() for name, tensor in tensors.items()}
    outputs = []
    for piece, device in zip(X.chunk(len(devices)), devices, strict=False):
        replica = {name: tensor.to(device) for name, tensor in tensors.items()}
        output = torch.func.functional_call(net, replica, (piece.to(device),))
        outputs.append(output.to(devices[0]))
    return torch.cat(outputs)
