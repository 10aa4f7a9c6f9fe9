# exercise: try_gpu
# mistake: wraps around to the first GPU
# loses: device.missing_gpu_is_cpu
import torch


def try_gpu(i=0):
    n = torch.cuda.device_count()
    return torch.device("cuda", i % n) if n else torch.device("cpu")
