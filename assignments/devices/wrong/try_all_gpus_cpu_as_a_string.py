# exercise: try_all_gpus
# mistake: the CPU is a string
# loses: device.cpu_when_there_is_none
import torch


def try_all_gpus():
    gpus = [torch.device("cuda", i) for i in range(torch.cuda.device_count())]
    return gpus if gpus else ["cpu"]
