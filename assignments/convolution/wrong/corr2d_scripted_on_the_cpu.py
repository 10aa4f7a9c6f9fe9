# exercise: corr2d
# mistake: the compiled function makes its result on the CPU
# loses: device.stays_on_the_device
import torch


@torch.jit.script
def corr2d(X: torch.Tensor, K: torch.Tensor):
    h, w = K.size(0), K.size(1)
    Y = torch.zeros([X.size(0) - h + 1, X.size(1) - w + 1], dtype=X.dtype)
    for i in range(Y.size(0)):
        for j in range(Y.size(1)):
            Y[i, j] = (X[i : i + h, j : j + w] * K).sum()
    return Y
