# exercise: try_gpu
# mistake: returns cuda:i without asking
# loses: device.missing_gpu_is_cpu
import torch


def try_gpu(i=0):
    return torch.device(f"cuda:{i}")
