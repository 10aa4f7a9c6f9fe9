# exercise: scatter
# style: single rows, stacked on their device
from itertools import islice

import torch


def scatter(X, devices):
    rows = iter(X.unbind())
    size = (len(X) - 1) // len(devices) + 1
    pieces = []
    for device in devices:
        some = [row.to(device) for row in islice(rows, size)]
        if some:
            pieces.append(torch.stack(some))
    return pieces
