# exercise: data_parallel
# style: the Functions of torch.nn.parallel: Scatter, Broadcast, Gather
from torch.func import functional_call
from torch.nn.parallel._functions import Broadcast, Gather, Scatter


def data_parallel(net, X, devices):
    if devices[0].type == "cpu":
        return net(X.to(devices[0]))
    ids = [device.index for device in devices]
    pieces = Scatter.apply(ids, None, 0, X.to(devices[0]))
    names, parameters = zip(*net.named_parameters(), strict=True)
    copies = Broadcast.apply(ids[: len(pieces)], *parameters)
    outputs = []
    for i, piece in enumerate(pieces):
        mine = copies[i * len(names) : (i + 1) * len(names)]
        tensors = dict(zip(names, mine, strict=True))
        for name, buffer in net.named_buffers():
            tensors[name] = buffer.to(piece.device)
        outputs.append(functional_call(net, tensors, (piece,)))
    return Gather.apply(ids[0], 0, *outputs)
