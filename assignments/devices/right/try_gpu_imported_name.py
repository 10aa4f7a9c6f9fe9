# exercise: try_gpu
# style: device_count imported by name, a device made of type and index
from torch import device
from torch.cuda import device_count


def try_gpu(i: int = 0) -> device:
    if i in range(device_count()):
        return device("cuda", i)
    return device("cpu")
