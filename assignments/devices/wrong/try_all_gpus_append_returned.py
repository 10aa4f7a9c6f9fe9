# exercise: try_all_gpus
# mistake: append returns None
# loses: contract.returns_a_list
import torch


def try_all_gpus():
    devices = []
    for i in range(torch.cuda.device_count() - 1):
        devices.append(torch.device(f"cuda:{i}"))
    return devices.append(torch.device("cpu"))
