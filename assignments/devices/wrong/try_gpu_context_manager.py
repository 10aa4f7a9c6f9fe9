# exercise: try_gpu
# mistake: torch.cuda.device is a context manager, not a device
# loses: contract.returns_a_device
# blocks: device.existing_gpu, device.missing_gpu_is_cpu
import torch


def try_gpu(i=0):
    return torch.cuda.device(i if i < torch.cuda.device_count() else -1)
