# exercise: try_gpu
# mistake: is_available without parentheses is always true
# loses: device.missing_gpu_is_cpu
import torch


def try_gpu(i=0):
    device = f"cuda:{i}" if torch.cuda.is_available else "cpu"
    return torch.device(device)
