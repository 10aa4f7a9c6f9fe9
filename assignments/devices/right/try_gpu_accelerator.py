# exercise: try_gpu
# style: torch.accelerator, which is None where there is none
import torch


def try_gpu(i=0):
    accelerator = torch.accelerator.current_accelerator()
    if accelerator is None or i >= torch.accelerator.device_count():
        return torch.device("cpu")
    return torch.device(accelerator.type, i)
