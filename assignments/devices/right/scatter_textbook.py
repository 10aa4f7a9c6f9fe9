# exercise: scatter
# style: chunk and a comprehension, moved one by one
import torch


def scatter(X, devices):
    pieces = torch.chunk(X, len(devices), dim=0)
    return [pieces[i].to(devices[i]) for i in range(len(pieces))]
