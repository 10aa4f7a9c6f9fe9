# exercise: try_gpu
# mistake: the default is 1, the second GPU
# loses: device.existing_gpu
import torch


def try_gpu(i=1):
    if i < torch.cuda.device_count():
        return torch.device(f"cuda:{i}")
    return torch.device("cpu")
