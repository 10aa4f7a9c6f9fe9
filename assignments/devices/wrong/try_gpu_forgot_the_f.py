# exercise: try_gpu
# mistake: the f before the string is missing
# loses: device.existing_gpu
import torch


def try_gpu(i=0):
    if i < torch.cuda.device_count():
        return torch.device("cuda:{i}")
    return torch.device("cpu")
