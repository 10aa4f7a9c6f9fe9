# exercise: try_all_gpus
# mistake: without a GPU, the CPU itself is returned, not in a list
# loses: device.cpu_when_there_is_none
import torch


def try_all_gpus():
    devices = [torch.device(f"cuda:{i}") for i in range(torch.cuda.device_count())]
    return devices if devices else torch.device("cpu")
