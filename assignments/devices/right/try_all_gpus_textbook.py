# exercise: try_all_gpus
# style: the lesson's function, no type hints

# ruff: noqa: ANN201, D100, D103
# mypy: ignore-errors
import torch


def try_all_gpus():
    devices = [torch.device(f"cuda:{i}") for i in range(torch.cuda.device_count())]
    return devices if devices else [torch.device("cpu")]
