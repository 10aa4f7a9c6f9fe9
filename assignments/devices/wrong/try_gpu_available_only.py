# exercise: try_gpu
# mistake: is_available() says nothing about GPU number i
# loses: device.missing_gpu_is_cpu
import torch


def try_gpu(i=0):
    if torch.cuda.is_available():
        return torch.device(f"cuda:{i}")
    return torch.device("cpu")
