# exercise: data_parallel
# style: one thread for each device, results in their places
from threading import Thread

import torch
from torch.func import functional_call


def data_parallel(net, X, devices):
    pieces = X.chunk(len(devices))
    outputs = [None] * len(pieces)

    def replicate(device):
        tensors = [*net.named_parameters(), *net.named_buffers()]
        return {name: tensor.to(device) for name, tensor in tensors}

    # before any thread runs: functional_call swaps the net's own tensors
    replicas = [replicate(device) for device in devices]

    def work(i):
        piece = pieces[i].to(devices[i])
        outputs[i] = functional_call(net, replicas[i], (piece,)).to(devices[0])

    for i in range(len(pieces)):
        thread = Thread(target=work, args=(i,))
        thread.start()
        thread.join()
    return torch.cat(outputs)
