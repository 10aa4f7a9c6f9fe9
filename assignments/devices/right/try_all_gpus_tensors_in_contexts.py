# exercise: try_all_gpus
# style: a tensor made in the context of each GPU, else the default device
import torch


def try_all_gpus():
    devices = []
    for i in range(torch.cuda.device_count()):
        with torch.cuda.device(i):
            devices.append(torch.zeros(1, device="cuda").device)
    return devices or [torch.get_default_device()]
