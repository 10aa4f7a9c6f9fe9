# exercise: try_gpu
# style: a dictionary with the CPU as the default
import torch


def try_gpu(i: int = 0) -> torch.device:
    there = {n: torch.device("cuda", n) for n in range(torch.cuda.device_count())}
    return there.get(i, torch.device("cpu"))
