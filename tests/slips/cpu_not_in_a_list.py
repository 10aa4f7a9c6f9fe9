# exercise: try_all_gpus
# at: return gpus if gpus else torch.device("cpu")
# says: list

import torch
from torch import nn
from torch.nn import functional as F


def try_all_gpus():
    gpus = [torch.device("cuda", i) for i in range(torch.cuda.device_count())]
    return gpus if gpus else torch.device("cpu")
