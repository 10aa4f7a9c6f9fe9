# exercise: try_all_gpus
# mistake: return stands inside the loop
# loses: device.every_gpu_in_order
import torch


def try_all_gpus():
    devices = []
    for i in range(torch.cuda.device_count()):
        devices.append(torch.device(f"cuda:{i}"))
        return devices
    return [torch.device("cpu")]
