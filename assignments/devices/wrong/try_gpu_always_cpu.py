# exercise: try_gpu
# mistake: returns the CPU always
# loses: device.existing_gpu
import torch


def try_gpu(i=0):
    return torch.device("cpu")
