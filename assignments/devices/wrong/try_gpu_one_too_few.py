# exercise: try_gpu
# mistake: > i + 1 forgets the last GPU
# loses: device.existing_gpu
import torch


def try_gpu(i=0):
    if torch.cuda.device_count() > i + 1:
        return torch.device(f"cuda:{i}")
    return torch.device("cpu")
