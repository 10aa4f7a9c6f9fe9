# exercise: try_all_gpus
# mistake: the devices lack their numbers
# loses: device.every_gpu_in_order
import torch


def try_all_gpus():
    gpus = [torch.device("cuda") for _ in range(torch.cuda.device_count())]
    return gpus or [torch.device("cpu")]
