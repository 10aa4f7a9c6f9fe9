# exercise: try_gpu
# style: a constant of the module says how many there are
import torch

N = torch.cuda.device_count() if torch.cuda.is_available() else 0


def try_gpu(i=0):
    return torch.device("cuda", i) if i < N else torch.device("cpu")
