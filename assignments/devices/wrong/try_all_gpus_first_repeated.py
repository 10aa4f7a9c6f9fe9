# exercise: try_all_gpus
# mistake: the number is always 0
# loses: device.every_gpu_in_order
import torch


def try_all_gpus():
    n = torch.cuda.device_count()
    return [torch.device("cuda:0")] * n if n else [torch.device("cpu")]
