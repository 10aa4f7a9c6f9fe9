# exercise: try_gpu
# mistake: returns nothing where there is no such GPU
# loses: contract.returns_a_device
import torch


def try_gpu(i=0):
    if i < torch.cuda.device_count():
        return torch.device(f"cuda:{i}")
