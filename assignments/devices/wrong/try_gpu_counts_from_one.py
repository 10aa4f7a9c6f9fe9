# exercise: try_gpu
# mistake: counts GPUs from 1, so every number is off by one
# loses: device.existing_gpu
import torch


def try_gpu(i=0):
    if i + 1 <= torch.cuda.device_count():
        return torch.device(f"cuda:{i + 1}")
    return torch.device("cpu")
