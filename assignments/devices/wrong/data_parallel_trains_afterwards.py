# exercise: data_parallel
# mistake: the net is in training afterwards
# loses: purity.net_as_before
import torch


def data_parallel(net, X, devices):
    tensors = {**dict(net.named_parameters()), **dict(net.named_buffers())}
    outputs = []
    for piece, device in zip(X.chunk(len(devices)), devices, strict=False):
        replica = {name: tensor.to(device) for name, tensor in tensors.items()}
        output = torch.func.functional_call(net, replica, (piece.to(device),))
        outputs.append(output.to(devices[0]))
    net.train()
    return torch.cat(outputs)
