"""`torch.set_default_device`, where GPUs are simulated.

torch keeps the default in a mode below ours, which would ask for a real GPU. So a GPU
as default is kept with the machine instead.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import wraps
from typing import Any

import torch

from grader.devices.installing import Replacement
from grader.devices.machine import CPU, Machine, current

_real_set = torch.set_default_device
_real_get = torch.get_default_device


def replacements() -> Iterator[Replacement]:
    """What to replace: owner, name, value."""
    yield torch, "set_default_device", _set
    yield torch, "get_default_device", _get


def default_of(machine: Machine) -> torch.device | None:
    """The default device in this thread; None if none was set."""
    return machine.default or _torchs_own()


@contextmanager
def restored(machine: Machine) -> Iterator[None]:
    """Take back afterwards what was set as default meanwhile."""
    own, before = machine.default, _torchs_own()
    try:
        yield
    finally:
        if _torchs_own() != before:
            _real_set(before)
        machine.default = own


def _torchs_own() -> torch.device | None:
    context = getattr(torch._GLOBAL_DEVICE_CONTEXT, "device_context", None)
    return None if context is None else context.device


@wraps(_real_set)
def _set(device: Any) -> None:
    machine = current()
    if machine is None:
        _real_set(device)
        return
    if isinstance(device, int):
        device = torch.device("cuda", device)
    is_gpu = device is not None and torch.device(device).type == "cuda"
    _real_set(None if is_gpu else device)
    machine.default = torch.device(device) if is_gpu else None


@wraps(_real_get)
def _get() -> torch.device:
    machine = current()
    if machine is not None and machine.default is not None:
        return machine.device(machine.default)
    try:
        return _real_get()
    except AttributeError:  # torch 2.6, where a default was taken back
        return CPU
