# exercise: try_gpu
# mistake: i has no default
# loses: contract.returns_a_device
import torch


def try_gpu(i):
    if i < torch.cuda.device_count():
        return torch.device(f"cuda:{i}")
    return torch.device("cpu")
