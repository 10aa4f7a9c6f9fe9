# exercise: corr2d
# style: F.pad and roll: whole shifted pictures, the edge cut off at the end
import torch
import torch.nn.functional as F


def corr2d(X, K):
    h, w = K.shape
    padded = F.pad(X, (0, w, 0, h))
    total = torch.zeros((), dtype=X.dtype, device=X.device)
    for a in range(h):
        for b in range(w):
            total = total + padded.roll((-a, -b), (0, 1)) * K[a, b]
    return total[: X.shape[0] - h + 1, : X.shape[1] - w + 1]
