# exercise: try_gpu
# at: return f"cuda:{i}"
# says: string | device
# open: line

import torch
from torch import nn
from torch.nn import functional as F


def try_gpu(i=0):
    if i < torch.cuda.device_count():
        return f"cuda:{i}"
    return torch.device("cpu")
