# exercise: try_all_gpus
# mistake: the list is empty where there is no GPU
# loses: device.cpu_when_there_is_none
import torch


def try_all_gpus():
    return [torch.device(f"cuda:{i}") for i in range(torch.cuda.device_count())]
