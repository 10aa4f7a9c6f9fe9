# exercise: scatter
# mistake: splits along the last dimension
# loses: shape.as_torch_chunk
import torch


def scatter(X, devices):
    pieces = torch.chunk(X, len(devices), dim=-1)
    return [piece.to(device) for piece, device in zip(pieces, devices)]
