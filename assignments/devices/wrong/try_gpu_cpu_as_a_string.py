# exercise: try_gpu
# mistake: the CPU is returned as a string
# loses: contract.returns_a_device
import torch


def try_gpu(i=0):
    if i < torch.cuda.device_count():
        return torch.device("cuda", i)
    return "cpu"
