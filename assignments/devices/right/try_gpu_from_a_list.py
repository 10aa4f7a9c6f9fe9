# exercise: try_gpu
# style: looks the device up in a list of all GPUs, helper function

# ruff: noqa: D100, D103, E501
import torch


def _gpus() -> list[torch.device]:
    return [torch.device(type="cuda", index=n) for n in range(torch.cuda.device_count())]


def try_gpu(i: int = 0) -> torch.device:
    return next((gpu for gpu in _gpus() if gpu.index == i), torch.device("cpu"))
