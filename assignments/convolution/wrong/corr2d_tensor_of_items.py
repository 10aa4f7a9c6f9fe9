# exercise: corr2d
# mistake: torch.tensor(...) of numbers is on the CPU, and out of the graph
# loses: gradient.reaches_input_and_kernel, device.stays_on_the_device
import torch


def corr2d(X, K):
    h, w = K.shape
    return torch.tensor([
        [(X[i:i + h, j:j + w] * K).sum().item() for j in range(X.shape[1] - w + 1)]
        for i in range(X.shape[0] - h + 1)
    ], dtype=X.dtype)
