# exercise: try_gpu
# style: one conditional expression around the name
import torch as t


def try_gpu(i: int = 0) -> t.device:
    return t.device(f"cuda:{i}" if i < t.cuda.device_count() else "cpu")
