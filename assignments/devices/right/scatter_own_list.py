# exercise: scatter
# style: a list of its own kind, made of X and the devices
import torch


class Pieces(list):
    def __init__(self, X, devices):
        chunks = torch.chunk(X, len(devices))
        super().__init__(chunk.to(d) for chunk, d in zip(chunks, devices))
        self.devices = devices


def scatter(X, devices):
    return Pieces(X, devices)
