# exercise: try_all_gpus
# mistake: the default list grows from call to call
# loses: purity.leaves_no_trace
import torch


def try_all_gpus(devices=[]):
    for i in range(torch.cuda.device_count()):
        devices.append(torch.device("cuda", i))
    return devices or [torch.device("cpu")]
