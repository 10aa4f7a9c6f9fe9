# exercise: try_gpu
# style: asks is_available first, then counts, early returns
import torch
import torch.cuda as cuda


def try_gpu(i=0, fallback="cpu"):
    device = torch.device(fallback)
    if not cuda.is_available():
        return device
    last = cuda.device_count() - 1
    if i <= last:
        device = torch.device("cuda:" + str(i))
    return device
