# exercise: try_all_gpus
# style: names first, devices made of them at the end
import torch


def try_all_gpus():
    n = torch.cuda.device_count()
    names = ["cpu"] if n == 0 else [f"cuda:{i}" for i in range(n)]
    return [torch.device(name) for name in names]
