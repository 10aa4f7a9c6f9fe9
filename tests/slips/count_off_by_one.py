# exercise: try_gpu
# at: if i <= torch.cuda.device_count():
# says: off by one | <= | exists

import torch
from torch import nn
from torch.nn import functional as F


def try_gpu(i=0):
    if i <= torch.cuda.device_count():
        return torch.device("cuda", i)
    return torch.device("cpu")
