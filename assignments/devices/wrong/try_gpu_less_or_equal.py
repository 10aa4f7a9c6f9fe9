# exercise: try_gpu
# mistake: i <= device_count(), though GPUs count from 0
# loses: device.missing_gpu_is_cpu
import torch


def try_gpu(i=0):
    return torch.device("cuda", i) if i <= torch.cuda.device_count() else torch.device("cpu")
