# exercise: try_gpu
# mistake: torch.cuda.device is a context manager, not a device
# loses: contract.returns_a_device
import torch


def try_gpu(i=0):
    return torch.cuda.device(i if i < torch.cuda.device_count() else -1)
