"""Simulated GPUs: how many there are, on a machine that has none.

Only the *count* is simulated so far: what `torch.cuda` says about devices.
Tensors stay where they are.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from typing import Any
from unittest import mock

import torch


@contextmanager
def simulated_gpu_count(count: int) -> Iterator[None]:
    """Make torch see that many CUDA devices.

    `torch.cuda.device_count`, `is_available` and `torch.accelerator` read the
    replaced functions even where they were imported by name beforehand.

    Args:
        count: Number of devices, 0 or more.

    Raises:
        ValueError: The count is negative.
    """
    if count < 0:
        raise ValueError(f"there cannot be {count} GPUs")

    def number() -> int:
        return count

    with ExitStack() as stack:
        replace = _replacer(stack)
        # What torch.cuda's own functions ask, in CPU builds and in CUDA builds.
        replace(torch._C, "_cuda_getDeviceCount", number)
        replace(torch.cuda, "_cached_device_count", count)
        replace(torch.cuda, "_is_compiled", lambda: True)
        replace(torch.cuda, "_nvml_based_avail", lambda: False)
        replace(torch.cuda, "current_device", lambda: 0)
        replace(torch.cuda, "get_device_name", _named(count))
        if hasattr(torch, "accelerator"):
            replace(torch.accelerator, "device_count", number)
            replace(torch.accelerator, "is_available", lambda: count > 0)
        yield


def _replacer(stack: ExitStack) -> Callable[[Any, str, object], None]:
    def replace(owner: Any, name: str, value: object) -> None:
        stack.enter_context(mock.patch.object(owner, name, value, create=True))

    return replace


def _named(count: int) -> Callable[..., str]:
    def get_device_name(device: Any = None) -> str:
        index = torch.device(device or "cuda:0").index or 0
        if index >= count:
            raise RuntimeError("CUDA error: invalid device ordinal")
        return "Simulated GPU"

    return get_device_name
