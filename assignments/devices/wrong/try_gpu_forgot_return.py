# exercise: try_gpu
# mistake: the device is chosen and not returned
# loses: contract.returns_a_device
import torch


def try_gpu(i=0):
    device = torch.device("cpu")
    if i < torch.cuda.device_count():
        device = torch.device(f"cuda:{i}")
