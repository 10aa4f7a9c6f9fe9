# exercise: try_gpu
# mistake: falls back to the last GPU instead of the CPU
# loses: device.missing_gpu_is_cpu
import torch


def try_gpu(i=0):
    n = torch.cuda.device_count()
    if n == 0:
        return torch.device("cpu")
    return torch.device(f"cuda:{min(i, n - 1)}")
