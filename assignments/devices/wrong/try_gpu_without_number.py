# exercise: try_gpu
# mistake: the device lacks its number
# loses: device.existing_gpu
import torch


def try_gpu(i=0):
    if i < torch.cuda.device_count():
        return torch.device("cuda")
    return torch.device("cpu")
