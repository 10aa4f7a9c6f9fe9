# exercise: try_all_gpus
# style: counted once, and both the count and the list remembered
from functools import cache, lru_cache

import torch


@cache
def num_gpus():
    return torch.cuda.device_count()


@lru_cache(maxsize=None)
def try_all_gpus():
    return [torch.device("cuda", i) for i in range(num_gpus())] or [torch.device("cpu")]
