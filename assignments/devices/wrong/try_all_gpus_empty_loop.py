# exercise: try_all_gpus
# mistake: the loop adds nothing where there is no GPU, and nothing else does
# loses: device.cpu_when_there_is_none
import torch


def try_all_gpus():
    devices = []
    for i in range(torch.cuda.device_count()):
        devices.append(torch.device("cuda", i))
    return devices
