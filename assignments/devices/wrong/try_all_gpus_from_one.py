# exercise: try_all_gpus
# mistake: the numbers run from 1 to n
# loses: device.every_gpu_in_order
import torch


def try_all_gpus():
    n = torch.cuda.device_count()
    return [torch.device(f"cuda:{i}") for i in range(1, n + 1)] or [torch.device("cpu")]
