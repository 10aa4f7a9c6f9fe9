"""Which simulated device a tensor is on.

The label stands on the tensor's memory, a `torch.UntypedStorage`: what shares memory
(views, `.data`, `detach()`, a Parameter and the tensor it was made of) shares the
device, as on real devices. A storage's Python object lives as long as the storage,
so a label dies with the memory that it describes and keeps nothing alive.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import torch
from torch import Tensor

from grader.devices.callers import Names, caller
from grader.devices.machine import CPU, Machine, current

ATTRIBUTE = "_simulated"
PINNED = "_simulated_pinned"  # memory of the CPU, as if a GPU could read it
_storage_of = torch.Tensor.untyped_storage
_real_device = torch.Tensor.device.__get__
NoFunctionMode = torch._C.DisableTorchFunction
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


class Origin(NamedTuple):
    """The line of a user's code that put a tensor where it is.

    Attributes:
        act: "made" or "moved".
        beside: A tensor on a GPU that this code had at hand: its name and device.
    """

    file: str
    line: int
    act: str
    beside: tuple[str, torch.device] | None = None


class Label(NamedTuple):
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
    with NoFunctionMode():
        return stored(tensor)


def stored(tensor: Tensor) -> Label | None:
    """Do as `label_of` where function modes are put aside."""
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
    with NoFunctionMode():
        store(tensor, label)


def store(tensor: Tensor, label: Label) -> None:
    """Do as `put` where function modes are put aside."""
    for holder in _holders(tensor):
        setattr(holder, ATTRIBUTE, label)


def device_of(tensor: Tensor) -> torch.device:
    """The device that a tensor is on, in this thread's machine.

    A tensor that was put on a GPU of another machine, or of one that is no more, is
    on the CPU, where its values are.
    """
    with NoFunctionMode():
        label = stored(tensor)
        if label is None or label.machine is not current() or label.device is None:
            real: torch.device = _real_device(tensor)
            return CPU if real == CPU else real  # devices are compared by identity
        return label.device


def placed_on(tensor: Tensor) -> torch.device:
    """The device that a tensor was put on, on whatever machine, even a closed one."""
    label = label_of(tensor)
    if label is None or label.device is None:
        with NoFunctionMode():
            return _real_device(tensor)
    return label.device


def gpu_of(tensor: Tensor, machine: Machine) -> torch.device | None:
    """The GPU that a tensor is on; None for any other place."""
    label = label_of(tensor)
    if label is None or label.machine is not machine:
        return None
    return None if label.device is CPU else label.device


def origin(act: str, *, on_cpu: bool = False) -> Origin | None:
    """The user's line that runs now, as what puts a tensor somewhere.

    Args:
        act: "made" or "moved".
        on_cpu: Whether it is made on the CPU: then what is on a GPU nearby is noted.
    """
    found = caller(local=on_cpu)
    if found is None:
        return None
    return Origin(found.file, found.line, act, _beside(found.names))


def is_tensor(value: object) -> bool:
    """Whether it is a tensor, whatever it claims: code of its own may raise."""
    return issubclass(type(value), Tensor)


def _beside(names: Names) -> tuple[str, torch.device] | None:
    machine = current()
    for name, value in names:
        if machine is not None and is_tensor(value):
            gpu = gpu_of(value, machine)
            if gpu is not None:
                return name, gpu
    return None
