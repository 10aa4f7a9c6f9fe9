# exercise: try_all_gpus
# style: asks for one GPU after the other until there is none, a generator inside
from collections.abc import Iterator
from itertools import count

import torch


def _find() -> Iterator[torch.device]:
    for number in count():
        if number >= torch.cuda.device_count():
            return
        yield torch.device(f"cuda:{number:d}")


def try_all_gpus() -> list[torch.device]:
    return [*_find()] or [torch.device("cpu")]
