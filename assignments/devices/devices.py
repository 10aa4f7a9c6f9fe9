"""GPUs (D2L 5.6).

Replace each `raise NotImplementedError(...)` by your own code, save the file, and
run `grade` in this folder. A docstring says what is asked for; whatever it leaves
open is yours to choose.

You need no GPU: your functions are graded on machines that seem to have none, one,
two or four.
"""

import torch


def try_gpu(i: int = 0) -> torch.device:
    """Return GPU number i if it exists, otherwise the CPU.

    GPUs count from 0, and i is never negative. The result is a `torch.device`:
    `cuda:i`, with its number, or `cpu`. Without an argument it is about GPU 0.
    """
    raise NotImplementedError("TODO: choose the device")


def try_all_gpus() -> list[torch.device]:
    """Return every GPU, in order, or the CPU alone if there is no GPU.

    The result is a list of `torch.device`: `cuda:0`, `cuda:1`, ... or `[cpu]`.
    """
    raise NotImplementedError("TODO: list the devices")
