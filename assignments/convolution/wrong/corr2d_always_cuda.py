# exercise: corr2d
# mistake: the result is made on the first GPU, whether there is one or not
# loses: device.stays_on_the_device
import torch


def corr2d(X, K):
    h, w = K.shape
    size = X.shape[0] - h + 1, X.shape[1] - w + 1
    device = "cpu" if X.device.type == "cpu" and not torch.cuda.is_available() else "cuda"
    Y = torch.zeros(size, dtype=X.dtype, device=device)
    for i in range(size[0]):
        for j in range(size[1]):
            Y[i, j] = (X[i:i + h, j:j + w] * K).sum()
    return Y
