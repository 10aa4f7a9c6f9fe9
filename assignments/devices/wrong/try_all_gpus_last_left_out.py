# exercise: try_all_gpus
# mistake: the last GPU is left out
# loses: device.every_gpu_in_order
import torch


def try_all_gpus():
    devices = [torch.device(f"cuda:{i}") for i in range(torch.cuda.device_count() - 1)]
    return devices if devices else [torch.device("cpu")]
