# exercise: try_gpu
# style: makes a tensor there and asks it where it is
import torch


def try_gpu(i=0):
    try:
        return torch.zeros(1, device=f"cuda:{i}").device
    except Exception:
        return torch.device("cpu")
