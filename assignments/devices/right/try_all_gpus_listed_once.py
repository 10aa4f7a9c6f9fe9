# exercise: try_all_gpus
# style: the devices are listed once, when the file is loaded
import torch

GPUS = [torch.device("cuda", i) for i in range(torch.cuda.device_count())]


def try_all_gpus():
    return GPUS or [torch.device("cpu")]
