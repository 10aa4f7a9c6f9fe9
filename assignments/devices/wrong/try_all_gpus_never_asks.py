# exercise: try_all_gpus
# mistake: cuda:0 is taken for granted
# loses: device.every_gpu_in_order, device.cpu_when_there_is_none
import torch


def try_all_gpus():
    return [torch.device("cuda:0")]
