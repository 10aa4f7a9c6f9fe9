# exercise: try_all_gpus
# mistake: one GPU too many, also where there is none
# loses: device.every_gpu_in_order, device.cpu_when_there_is_none
import torch


def try_all_gpus():
    devices = [torch.device(f"cuda:{i}") for i in range(torch.cuda.device_count() + 1)]
    return devices if devices else [torch.device("cpu")]
