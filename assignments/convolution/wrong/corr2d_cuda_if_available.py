# exercise: corr2d
# mistake: X and K go to the first GPU, if there is one
# loses: device.stays_on_the_device
import torch


def corr2d(X, K):
    device = "cuda" if torch.cuda.is_available() else "cpu"
    X, K = X.to(device), K.to(device)
    h, w = K.shape
    return (X.unfold(0, h, 1).unfold(1, w, 1) * K).sum((2, 3))
