# exercise: scatter
# mistake: decorated with @torch.no_grad()
# loses: gradient.reaches_the_input
import torch


@torch.no_grad()
def scatter(X, devices):
    pieces = X.chunk(len(devices))
    return [piece.to(device) for piece, device in zip(pieces, devices)]
