# exercise: try_gpu
# style: the current device of a context, by its number
import torch


def try_gpu(i=0):
    if torch.cuda.is_available() and i < torch.cuda.device_count():
        with torch.cuda.device(i):
            return torch.device("cuda", torch.cuda.current_device())
    return torch.device("cpu")
