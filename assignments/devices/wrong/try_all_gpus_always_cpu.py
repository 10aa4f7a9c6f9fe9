# exercise: try_all_gpus
# mistake: returns the CPU always
# loses: device.every_gpu_in_order
import torch


def try_all_gpus():
    return [torch.device("cpu")]
