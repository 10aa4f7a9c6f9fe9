import torch


def try_gpu(i=0):
    if torch.cuda.is_available():
        return torch.device(f"cuda:{i}")
    return torch.device("cpu")


def try_all_gpus():
    return [f"cuda:{i}" for i in range(torch.cuda.device_count())] or ["cpu"]
