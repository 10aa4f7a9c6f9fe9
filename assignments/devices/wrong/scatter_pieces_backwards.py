# exercise: scatter
# mistake: the pieces come in reverse order
# loses: value.rows_in_order
import torch


def scatter(X, devices):
    sizes = [len(piece) for piece in X.chunk(len(devices))]
    last_first = torch.cat(X.chunk(len(devices))[::-1])
    return [piece.to(d) for piece, d in zip(last_first.split(sizes), devices)]
