# exercise: try_all_gpus
# mistake: the last GPU comes first
# loses: device.every_gpu_in_order
import torch


def try_all_gpus():
    n = torch.cuda.device_count()
    return [torch.device(f"cuda:{i}") for i in range(n)][::-1] or [torch.device("cpu")]
