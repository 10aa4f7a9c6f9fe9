# exercise: try_gpu
# style: looks the device up in a list of all GPUs, helper function
import torch


def _gpus() -> list[torch.device]:
    count = torch.cuda.device_count()
    return [torch.device(type="cuda", index=number) for number in range(count)]


def try_gpu(i: int = 0) -> torch.device:
    return next((gpu for gpu in _gpus() if gpu.index == i), torch.device("cpu"))
