# exercise: try_gpu
# mistake: returns a list of one device
# loses: contract.returns_a_device
import torch


def try_gpu(i=0):
    if i < torch.cuda.device_count():
        return [torch.device(f"cuda:{i}")]
    return [torch.device("cpu")]
