# exercise: try_all_gpus
# mistake: GPUs are sorted by name: cuda:10 comes before cuda:2
# loses: device.every_gpu_in_order
import torch


def try_all_gpus():
    gpus = [torch.device("cuda", i) for i in range(torch.cuda.device_count())]
    return sorted(gpus, key=str) or [torch.device("cpu")]
