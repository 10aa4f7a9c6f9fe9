# exercise: try_all_gpus
# style: asks is_available first

# ruff: noqa: D100, E501
import torch


def try_all_gpus() -> list[torch.device]:
    """Return all GPUs."""
    if not torch.cuda.is_available():
        return [torch.device("cpu")]
    return [torch.device(type="cuda", index=i) for i in range(torch.cuda.device_count())]
