# exercise: try_gpu
# mistake: ignores i
# loses: device.existing_gpu, device.missing_gpu_is_cpu
import torch


def try_gpu(i=0):
    return torch.device("cuda:0" if torch.cuda.is_available() else "cpu")
