# exercise: try_all_gpus
# style: asks is_available first
import torch


def try_all_gpus() -> list[torch.device]:
    """Return all GPUs."""
    if not torch.cuda.is_available():
        return [torch.device("cpu")]
    count = torch.cuda.device_count()
    return [torch.device(type="cuda", index=i) for i in range(count)]
