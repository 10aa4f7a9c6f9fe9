# exercise: try_gpu
# mistake: device_count without parentheses cannot be compared
# loses: device.existing_gpu
import torch


def try_gpu(i=0):
    if i < torch.cuda.device_count:
        return torch.device(f"cuda:{i}")
    return torch.device("cpu")
