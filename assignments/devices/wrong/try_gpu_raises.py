# exercise: try_gpu
# mistake: raises where the CPU should be returned
# loses: device.missing_gpu_is_cpu
import torch


def try_gpu(i=0):
    if i >= torch.cuda.device_count():
        raise ValueError(f"there is no GPU {i}")
    return torch.device(f"cuda:{i}")
