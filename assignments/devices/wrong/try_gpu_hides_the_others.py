# exercise: try_gpu
# mistake: an environment variable is changed
# loses: purity.leaves_no_trace
import os

import torch


def try_gpu(i=0):
    os.environ["CUDA_VISIBLE_DEVICES"] = str(i)
    if i < torch.cuda.device_count():
        return torch.device("cuda", i)
    return torch.device("cpu")
