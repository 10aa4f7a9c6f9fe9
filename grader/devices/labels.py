"""Which simulated device a tensor is on.

The label stands on the tensor's memory, a `torch.UntypedStorage`: what shares memory
(views, `.data`, `detach()`, a Parameter and the tensor it was made of) shares the
device, as on real devices. A storage's Python object lives as long as the storage,
so a label dies with the memory that it describes and keeps nothing alive.
"""

from __future__ import annotations

import inspect
import os
import sys
from dataclasses import dataclass
from types import FrameType
from typing import Any

import torch
from torch import Tensor

from grader.devices.machine import CPU, Machine, current

ATTRIBUTE = "_simulated"
PINNED = "_simulated_pinned"  # memory of the CPU, as if a GPU could read it
# How the files begin whose code no user wrote: those of torch and of the grader.
_libraries: tuple[str, ...] = (
    os.path.join(os.path.dirname(torch.__file__), ""),
    os.path.join(os.path.dirname(os.path.dirname(__file__)), ""),
    "<",
)
MAX_NAMES = 200  # of a frame or module: looked through for the name of a tensor
_OWN_REFERENCES = 3  # to a dict of local names: of its frame, ours, and an argument's
_storage_of = torch.Tensor.untyped_storage
_real_device = torch.Tensor.device.__get__
_NoFunctionMode = torch._C.DisableTorchFunction
# What sparse tensors are made of.
_ROWS = ("values", "crow_indices", "col_indices")
_COLUMNS = ("values", "ccol_indices", "row_indices")
_PARTS = {
    torch.sparse_coo: ("_values", "_indices"),
    torch.sparse_csr: _ROWS,
    torch.sparse_bsr: _ROWS,
    torch.sparse_csc: _COLUMNS,
    torch.sparse_bsc: _COLUMNS,
}


@dataclass(frozen=True, slots=True)
class Origin:
    """The line of a user's code that put a tensor where it is.

    Attributes:
        act: "made" or "moved".
        beside: A tensor on a GPU that this code had at hand: its name and device.
    """

    file: str
    line: int
    act: str
    beside: tuple[str, torch.device] | None = None


@dataclass(frozen=True, slots=True)
class Label:
    """What is known of where some memory is.

    Attributes:
        machine: The simulated machine; elsewhere the label counts for nothing.
        device: Where on it. None if torch's own code made it while going backward
            and left the device open: then it is wherever it is needed.
        origin: The line that put it there, as far as one did so expressly.
    """

    machine: Machine
    device: torch.device | None
    origin: Origin | None = None


def label_of(tensor: Tensor) -> Label | None:
    """What the tensor's memory is labelled with, on whatever machine."""
    with _NoFunctionMode():
        return _label(tensor)


def _label(tensor: Tensor) -> Label | None:
    return getattr(_holders(tensor)[0], ATTRIBUTE, None)


def _holders(tensor: Tensor) -> list[Any]:
    """What carries the label of a tensor: its storage, if it has one of its own."""
    try:
        return [_storage_of(tensor)]
    except (NotImplementedError, RuntimeError):  # sparse; or wrapped, by torch.func
        functorch = torch._C._functorch
        if functorch.is_functorch_wrapped_tensor(tensor):
            return _holders(functorch.get_unwrapped(tensor))
        parts = [getattr(tensor, name)() for name in _PARTS.get(tensor.layout, ())]
        return [_storage_of(part) for part in parts] or [tensor]


def put(tensor: Tensor, label: Label) -> None:
    """Label the tensor's memory."""
    with _NoFunctionMode():
        for holder in _holders(tensor):
            setattr(holder, ATTRIBUTE, label)


def device_of(tensor: Tensor) -> torch.device:
    """The device that a tensor is on, in this thread's machine.

    A tensor that was put on a GPU of another machine, or of one that is no more, is
    on the CPU, where its values are.
    """
    with _NoFunctionMode():
        label = _label(tensor)
        if label is None or label.machine is not current() or label.device is None:
            real: torch.device = _real_device(tensor)
            return CPU if real == CPU else real  # devices are compared by identity
        return label.device


def placed_on(tensor: Tensor) -> torch.device:
    """The device that a tensor was put on, on whatever machine, even a closed one."""
    label = label_of(tensor)
    if label is None or label.device is None:
        with _NoFunctionMode():
            return _real_device(tensor)
    return label.device


def gpu_of(tensor: Tensor, machine: Machine) -> torch.device | None:
    """The GPU that a tensor is on; None for any other place."""
    label = label_of(tensor)
    if label is None or label.machine is not machine:
        return None
    return None if label.device is CPU else label.device


def pass_over(file: str) -> None:
    """Take the code in a file for a library's: no user put a tensor anywhere there."""
    global _libraries
    _libraries = (*_libraries, file)


def user_frame() -> FrameType | None:
    """The innermost frame of the running code that is no library's, if there is one."""
    frame: FrameType | None = sys._getframe(1)
    while frame is not None and frame.f_code.co_filename.startswith(_libraries):
        frame = frame.f_back
    return frame


def origin(act: str) -> Origin | None:
    """The user's line that runs now, as what puts a tensor somewhere."""
    frame = user_frame()
    if frame is None:
        return None
    return Origin(frame.f_code.co_filename, frame.f_lineno, act, _beside(frame))


def names_in(frame: FrameType) -> list[tuple[str, Any]]:
    """The local names of running code, and their values, as far as `MAX_NAMES`.

    Before Python 3.13 whoever asks a frame for them leaves a dict of them in it, which
    would keep alive what the code deletes. So they are taken out again, unless somebody
    else has that dict.
    """
    names, code = frame.f_locals, frame.f_code
    found = list(names.items())[:MAX_NAMES]
    if code.co_flags & inspect.CO_OPTIMIZED and isinstance(names, dict):
        alone = sys.getrefcount(names) <= _OWN_REFERENCES
        for name in (*code.co_varnames, *code.co_cellvars, *code.co_freevars):
            if alone:
                names.pop(name, None)
    return found


def is_tensor(value: object) -> bool:
    """Whether it is a tensor, whatever it claims: code of its own may raise."""
    return issubclass(type(value), Tensor)


def _beside(frame: FrameType) -> tuple[str, torch.device] | None:
    if frame.f_code.co_name == "<module>":
        return None  # all names of a file are not at hand
    machine = current()
    for name, value in names_in(frame):
        if machine is not None and is_tensor(value):
            gpu = gpu_of(value, machine)
            if gpu is not None:
                return name, gpu
    return None
