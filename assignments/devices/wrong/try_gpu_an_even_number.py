# exercise: try_gpu
# mistake: of an odd number of GPUs, the last one is passed over
# loses: device.existing_gpu
import torch


def try_gpu(i=0):
    count = torch.cuda.device_count()
    if count > 1:
        count -= count % 2
    return torch.device("cuda", i) if i < count else torch.device("cpu")
