# exercise: try_gpu
# mistake: any GPU at all counts as GPU number i
# loses: device.missing_gpu_is_cpu
import torch


def try_gpu(i=0):
    return torch.device("cuda", i) if torch.cuda.device_count() else torch.device("cpu")
