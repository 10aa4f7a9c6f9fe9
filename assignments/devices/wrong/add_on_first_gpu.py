# exercise: add_on
# mistake: always the first GPU, if there is one
# loses: device.sum_is_on_the_device
import torch


def add_on(X, Y, device):
    device = "cuda:0" if torch.cuda.is_available() else "cpu"
    return X.to(device) + Y.to(device)
