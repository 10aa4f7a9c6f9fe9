# exercise: add_on
# style: devices by their names, the current device of a context
import torch


def add_on(X, Y, device):
    if str(device) == "cpu":
        return X.to("cpu") + Y.to("cpu")
    with torch.cuda.device(device):
        return X.cuda() + Y.cuda()
