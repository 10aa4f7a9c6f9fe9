# exercise: try_gpu
# mistake: the two branches are the wrong way round
# loses: device.existing_gpu, device.missing_gpu_is_cpu
import torch


def try_gpu(i=0):
    if i < torch.cuda.device_count():
        return torch.device("cpu")
    return torch.device(f"cuda:{i}")
