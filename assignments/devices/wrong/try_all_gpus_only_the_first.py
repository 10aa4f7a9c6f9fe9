# exercise: try_all_gpus
# mistake: only cuda:0
# loses: device.every_gpu_in_order
import torch


def try_all_gpus():
    if torch.cuda.is_available():
        return [torch.device("cuda:0")]
    return [torch.device("cpu")]
