"""Simulated GPUs: how many there are, on a machine that has none.

What is simulated so far is the *number*: what `torch.cuda` says of devices, and
whether a tensor may be put on one. Tensors themselves stay on the CPU.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, nullcontext
from types import SimpleNamespace
from typing import Any
from unittest import mock

import torch
from torch.overrides import TorchFunctionMode

Device = torch.device | str | int | None

PROPERTIES = SimpleNamespace(
    name="Simulated GPU",
    total_memory=16 << 30,
    major=9,
    minor=0,
    multi_processor_count=1,
)
# What functions of torch.cuda answer for a device that exists.
ANSWERS: dict[str, object] = {
    "current_device": 0,
    "get_device_name": PROPERTIES.name,
    "get_device_properties": PROPERTIES,
    "get_device_capability": (PROPERTIES.major, PROPERTIES.minor),
    "mem_get_info": (PROPERTIES.total_memory, PROPERTIES.total_memory),
    "memory_allocated": 0,
    "memory_reserved": 0,
    "set_device": None,
    "synchronize": None,
}


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

    def checked(answer: object) -> Callable[..., Any]:
        def ask(device: Device = None, *_: object, **__: object) -> Any:
            if not isinstance(device, int) or device >= 0:  # -1 means none, to CUDA
                _check_ordinal(_cuda(device), count)
            return answer

        return ask

    yield torch._C, "_cuda_getDeviceCount", number
    yield torch.cuda, "_cached_device_count", count
    yield torch.cuda, "_is_compiled", lambda: True
    yield torch.cuda, "_nvml_based_avail", lambda: False
    yield torch.cuda, "init", checked(None)
    yield torch.cuda, "_lazy_init", checked(None)
    yield torch.cuda, "device", checked(nullcontext())
    for name, answer in ANSWERS.items():
        yield torch.cuda, name, checked(answer)
    if hasattr(torch, "accelerator"):
        yield torch.accelerator, "device_count", number
        yield torch.accelerator, "is_available", lambda: count > 0
        first = torch.device("cuda") if count else None
        yield torch.accelerator, "current_accelerator", lambda *_, **__: first


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


_READS_DEVICE = torch.Tensor.device.__get__
_ASKED_FOR = "_simulated_device"


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
        """Call the function on the CPU; note on its result what was asked for."""
        given = dict(kwargs or {})
        name = getattr(func, "__name__", "")
        if func is torch.device:  # which takes an index only where CUDA is
            named = args[0] if args else None
            return _cuda(named) if isinstance(named, int) else func(*args, **given)
        if func == _READS_DEVICE:
            return getattr(args[0], _ASKED_FOR, func(*args))
        if name == "cuda" and args:  # Tensor.cuda(device=None)
            args, given = (args[0], _cuda(*args[1:2] or [given.get("device")])), {}
            func = torch.Tensor.to
        asked = [self._device(value) for value in (*args, *given.values())]
        device = next((item for item in asked if item is not None), None)
        if device is None:
            return func(*args, **given)
        args = tuple(map(self._on_cpu, args))
        result = func(*args, **{key: self._on_cpu(v) for key, v in given.items()})
        if isinstance(result, torch.Tensor):
            if result is args[0]:
                result = result.view_as(result)  # the caller's own stays where it is
            setattr(result, _ASKED_FOR, device)
        return result

    def _device(self, value: Any) -> torch.device | None:
        """The CUDA device that an argument names, checked; else None."""
        if isinstance(value, str) and value.split(":")[0] != "cuda":
            return None
        if not isinstance(value, str | torch.device):
            return None
        device = torch.device(value)
        if device.type != "cuda":
            return None
        _check_ordinal(device, self._count)
        return torch.device("cuda", device.index or 0)

    def _on_cpu(self, value: Any) -> Any:
        names_cuda = isinstance(value, str | torch.device) and str(value).startswith(
            "cuda"
        )
        return torch.device("cpu") if names_cuda else value


def _cuda(device: Device) -> torch.device:
    if device is None or isinstance(device, int):
        return torch.device("cuda", device or 0)
    return torch.device(device)
