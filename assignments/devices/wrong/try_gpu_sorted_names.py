# exercise: try_gpu
# mistake: GPUs are sorted by name: cuda:10 comes before cuda:2
# loses: device.existing_gpu
import torch


def try_gpu(i=0):
    names = sorted(f"cuda:{k}" for k in range(torch.cuda.device_count()))
    return torch.device(names[i] if i < len(names) else "cpu")
