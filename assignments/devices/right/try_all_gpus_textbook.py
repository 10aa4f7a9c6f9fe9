# exercise: try_all_gpus
# style: the lesson's function, no type hints
import torch


def try_all_gpus():
    devices = [torch.device(f"cuda:{i}") for i in range(torch.cuda.device_count())]
    return devices if devices else [torch.device("cpu")]
