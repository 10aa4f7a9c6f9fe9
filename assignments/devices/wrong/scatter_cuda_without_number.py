# exercise: scatter
# mistake: cuda() takes the current GPU
# loses: device.each_on_its_device
import torch


def scatter(X, devices):
    pieces = X.chunk(len(devices))
    if torch.cuda.is_available():
        return [piece.cuda() for piece in pieces]
    return [piece.cpu() for piece in pieces]
