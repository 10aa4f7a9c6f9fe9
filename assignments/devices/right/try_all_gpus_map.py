# exercise: try_all_gpus
# style: map and or, device_count imported by name
from functools import partial

from torch import device
from torch.cuda import device_count


def try_all_gpus() -> list[device]:
    return list(map(partial(device, "cuda"), range(device_count()))) or [device("cpu")]
