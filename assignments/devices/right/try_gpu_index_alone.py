# exercise: try_gpu
# style: torch.device of an index
import torch


def try_gpu(i=0):
    return torch.device(i) if i < torch.cuda.device_count() else torch.device("cpu")
