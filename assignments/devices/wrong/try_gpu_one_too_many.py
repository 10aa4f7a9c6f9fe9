# exercise: try_gpu
# mistake: >= instead of >, so a GPU that does not exist is returned
# loses: device.missing_gpu_is_cpu
import torch


def try_gpu(i=0):
    if torch.cuda.device_count() >= i:
        return torch.device(f"cuda:{i}")
    return torch.device("cpu")
