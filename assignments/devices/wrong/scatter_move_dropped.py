# exercise: scatter
# mistake: to() returns the moved piece, and nobody keeps it
# loses: device.each_on_its_device
import torch


def scatter(X, devices):
    pieces = torch.chunk(X, len(devices))
    for piece, device in zip(pieces, devices):
        piece.to(device)
    return pieces
