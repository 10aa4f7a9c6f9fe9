# exercise: corr2d
# style: compiled by torch.jit.script, on the device that X tells
import torch


@torch.jit.script
def corr2d(X: torch.Tensor, K: torch.Tensor):
    h, w = K.size(0), K.size(1)
    size = [X.size(0) - h + 1, X.size(1) - w + 1]
    Y = torch.zeros(size, dtype=X.dtype, device=X.device)
    for i in range(Y.size(0)):
        for j in range(Y.size(1)):
            Y[i, j] = (X[i : i + h, j : j + w] * K).sum()
    return Y
