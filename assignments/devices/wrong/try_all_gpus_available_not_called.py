# exercise: try_all_gpus
# mistake: is_available without parentheses is always true
# loses: device.cpu_when_there_is_none
import torch


def try_all_gpus():
    if torch.cuda.is_available:
        return [torch.device(f"cuda:{i}") for i in range(torch.cuda.device_count())]
    return [torch.device("cpu")]
