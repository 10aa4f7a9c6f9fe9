# exercise: try_all_gpus
# mistake: the CPU is always in the list
# loses: device.every_gpu_in_order
import torch


def try_all_gpus():
    devices = [torch.device("cpu")]
    for i in range(torch.cuda.device_count()):
        devices.append(torch.device(f"cuda:{i}"))
    return devices
