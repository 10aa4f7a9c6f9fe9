# exercise: try_gpu
# style: the lesson's function, no type hints

# ruff: noqa: ANN001, ANN201, D100, D103
# mypy: ignore-errors
import torch


def try_gpu(i=0):
    if torch.cuda.device_count() >= i + 1:
        return torch.device(f"cuda:{i}")
    return torch.device("cpu")
