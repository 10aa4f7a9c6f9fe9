"""Simulated GPUs: how many there are, on a machine that has none.

What is simulated so far is the *number*: what `torch.cuda` says of devices, and
whether a tensor may be put on one. Tensors themselves stay on the CPU.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from typing import Any
from unittest import mock

import torch
from torch.overrides import TorchFunctionMode

Device = torch.device | str | int | None


@contextmanager
def simulated_gpu_count(count: int) -> Iterator[None]:
    """Make torch see that many CUDA devices.

    `torch.cuda.device_count` and `is_available` give the simulated number even
    where they were imported by name beforehand. Making or moving a tensor to a
    device that exists leaves it on the CPU; to one that does not, it raises as CUDA
    does.

    Args:
        count: Number of devices, 0 or more.

    Raises:
        ValueError: The count is negative.
    """
    if count < 0:
        raise ValueError(f"there cannot be {count} GPUs")
    with ExitStack() as stack:
        for owner, name, value in _replacements(count):
            stack.enter_context(mock.patch.object(owner, name, value, create=True))
        stack.enter_context(_Placement(count))
        yield


def _replacements(count: int) -> Iterator[tuple[Any, str, object]]:
    """What to replace: the functions that torch.cuda's own ask, in every build."""

    def number() -> int:
        return count

    def described(device: Device = None) -> str:
        _check_ordinal(_cuda(device), count)
        return "Simulated GPU"

    def current() -> int:
        _check_ordinal(torch.device("cuda:0"), count)
        return 0

    yield torch._C, "_cuda_getDeviceCount", number
    yield torch.cuda, "_cached_device_count", count
    yield torch.cuda, "_is_compiled", lambda: True
    yield torch.cuda, "_nvml_based_avail", lambda: False
    yield torch.cuda, "current_device", current
    yield torch.cuda, "get_device_name", described
    yield torch.cuda, "get_device_properties", described
    yield torch.cuda, "get_device_capability", described
    if hasattr(torch, "accelerator"):
        yield torch.accelerator, "device_count", number
        yield torch.accelerator, "is_available", lambda: count > 0


def _check_ordinal(device: torch.device, count: int) -> None:
    """Raise what CUDA raises for a device that is not there.

    Source: the messages of torch's CUDA builds, 2.6 to 2.13.
    """
    if device.type != "cuda":
        return
    if count == 0:
        raise RuntimeError("No CUDA GPUs are available")
    if (device.index or 0) >= count:
        raise RuntimeError("CUDA error: invalid device ordinal")


class _Placement(TorchFunctionMode):
    """Checks the devices that torch functions name, and keeps tensors on the CPU."""

    def __init__(self, count: int) -> None:
        super().__init__()
        self._count = count

    def __torch_function__(
        self,
        func: Callable[..., Any],
        types: Any,
        args: tuple[Any, ...] = (),
        kwargs: dict[str, Any] | None = None,
    ) -> Any:
        """Call the function with every CUDA device replaced by the CPU."""
        given = dict(kwargs or {})
        if "device" in given:
            given["device"] = self._placed(given["device"])
        name = getattr(func, "__name__", "")
        if name == "cuda" and args:  # Tensor.cuda(device=None)
            index = args[1] if len(args) > 1 else given.get("device")
            _check_ordinal(_cuda(index), self._count)
            return args[0]
        if name == "to":
            args = tuple(self._placed(value) for value in args)
        return func(*args, **given)

    def _placed(self, value: Any) -> Any:
        if isinstance(value, str | torch.device):
            device = torch.device(value)
        elif isinstance(value, int) and not isinstance(value, bool):
            device = torch.device("cuda", value)
        else:
            return value
        _check_ordinal(device, self._count)
        return torch.device("cpu") if device.type == "cuda" else value


def _cuda(device: Device) -> torch.device:
    if device is None or isinstance(device, int):
        return torch.device("cuda", device or 0)
    return torch.device(device)
