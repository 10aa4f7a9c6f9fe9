# exercise: scatter
# style: slices until no row is left
import torch
from torch import Tensor


def scatter(X: Tensor, devices: list[torch.device]) -> list[Tensor]:
    size = -(-X.shape[0] // len(devices))
    pieces: list[Tensor] = []
    for start, device in zip(range(0, X.shape[0], size), devices):
        pieces.append(X[start : start + size].to(device))
    return pieces
