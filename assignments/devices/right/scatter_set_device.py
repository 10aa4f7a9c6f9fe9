# exercise: scatter
# style: set_device, then "cuda" without a number
import torch


def scatter(X, devices):
    moved = []
    for piece, device in zip(X.chunk(len(devices)), devices, strict=False):
        if device.type == "cuda":
            torch.cuda.set_device(device)
            moved.append(piece.to("cuda"))
        else:
            moved.append(piece.cpu())
    return moved
