# exercise: scatter
# mistake: pieces are written into new tensors of the default dtype
# loses: dtype.computes_in_its_dtype
import torch


def scatter(X, devices):
    pieces = X.chunk(len(devices))
    return [
        torch.zeros(piece.shape, device=device).copy_(piece)
        for piece, device in zip(pieces, devices)
    ]
