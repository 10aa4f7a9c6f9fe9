# exercise: try_all_gpus
# mistake: device_count without parentheses cannot be counted up to
# loses: device.every_gpu_in_order
import torch


def try_all_gpus():
    devices = [torch.device(f"cuda:{i}") for i in range(torch.cuda.device_count)]
    return devices or [torch.device("cpu")]
