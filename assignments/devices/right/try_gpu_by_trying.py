# exercise: try_gpu
# style: tries to make a tensor there, and catches what CUDA raises
import torch


def try_gpu(i=0):
    device = torch.device("cuda", i)
    try:
        torch.empty(1, device=device)
    except (RuntimeError, AssertionError):
        return torch.device("cpu")
    return device
