"""Watches every operator of torch: refuses mixed devices, labels what is made.

Going backward, too: operators are watched below autograd.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable
from sys import _getframe
from types import FrameType
from typing import Any

import torch
from torch import Tensor
from torch._ops import OpOverload
from torch.utils._python_dispatch import TorchDispatchMode

from grader.devices import generators, refusals
from grader.devices.deciding import ALWAYS, compare
from grader.devices.explaining import explain
from grader.devices.kernels import Kernel, kernel_of
from grader.devices.labels import PINNED, Label, NoFunctionMode, origin, store, stored
from grader.devices.machine import CPU, Machine, current
from grader.devices.operands import operands_of

_HERE = os.path.join(os.path.dirname(__file__), "")
_AUTOGRAD = os.path.join(os.path.dirname(torch.autograd.__file__), "")
# What torch's allocator says where memory of the CPU, which is ours, is not enough.
_TOO_MUCH = re.compile(r"you tried to allocate (\d+) bytes")
# Results that are on the CPU whatever the operands: `batch_sizes` of PackedSequence.
_ON_CPU = {"aten::_pack_padded_sequence": 1}
_INTEGERS = {
    torch.int64: "Long",
    torch.int32: "Int",
    torch.int16: "Short",
    torch.int8: "Char",
    torch.uint8: "Byte",
}
_COMPOSITE = torch._C.DispatchKey.CompositeImplicitAutograd


# What user code called, of torch: the device that the call names, if it names one, and
# the arguments.
Call = tuple[torch.device | None, tuple[Any, ...], dict[str, Any]]
_NO_CALL: Call = (None, (), {})
_NO_GPU = (None, CPU)
_kernels: dict[OpOverload, Kernel] = {}


class Operators(TorchDispatchMode):  # type: ignore[no-untyped-call]
    """Sees every operator that this thread runs.

    Attributes:
        call: The call of user code that is being carried out. Operators that torch's
            C++ runs for it are told the real device, which is the CPU.
    """

    def __init__(self, machine: Machine) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self.machine = machine
        self.call = _NO_CALL
        self._labels = {gpu: Label(machine, gpu) for gpu in machine.gpus}

    @classmethod
    def _should_skip_dynamo(cls) -> bool:
        # else the first use would import torch._dynamo: 2 s, 800 modules
        return False

    def __torch_dispatch__(
        self,
        func: OpOverload,
        types: Any,
        args: tuple[Any, ...] = (),
        kwargs: dict[str, Any] | None = None,
    ) -> Any:
        """Run one operator as the simulated machine would."""
        with NoFunctionMode():
            return self._run(func, args, kwargs or {})

    def _run(
        self, func: OpOverload, args: tuple[Any, ...], given: dict[str, Any]
    ) -> Any:
        kernel = _kernels.get(func)
        if kernel is None:
            kernel = _kernels[func] = kernel_of(func)
        if current() is not self.machine:
            return func(*args, **given)
        if kernel.is_composite and not _has_nested(args):  # inference mode leaves it so
            with self:
                return func._op_dk(_COMPOSITE, *args, **given)
        if kernel.is_view and args[0].layout is torch.strided:
            return func(*args, **given)
        tensors = tensors_in(args)
        if given:
            tensors += tensors_in(given.values())
        if kernel.takes_device:
            return self._place(func, args, given, tensors)
        return self._compute(func, kernel, args, given, tensors)

    def _compute(
        self,
        func: OpOverload,
        kernel: Kernel,
        args: tuple[Any, ...],
        kwargs: dict[str, Any],
        tensors: list[Tensor],
    ) -> Any:
        """Run an operator where its tensors are."""
        labels = [self._label_here(tensor) for tensor in tensors]
        places = [None if label is None else label.device for label in labels]
        gpu = next((place for place in places if place not in _NO_GPU), None)
        if kwargs.get("generator") is not None:
            _check_generator(kwargs["generator"], gpu or CPU)
        if gpu is None:
            result = func(*args, **kwargs)
            # What is computed of a tensor is on the CPU because of the same line.
            if kernel.makes and labels and labels[0] is not None:
                _label(result, labels[0])
            return result
        self.machine.check_process()
        if places.count(gpu) != len(places) or kernel.name in ALWAYS:
            return self._run_mixed(func, kernel, args, kwargs, gpu)
        result = func(*args, **kwargs)
        if kernel.floats and tensors[0].dtype in _INTEGERS:
            raise refusals.not_in_integers(kernel.floats, _INTEGERS[tensors[0].dtype])
        if kernel.makes or kernel.is_view:
            _label(result, self._labels[gpu])
        return result

    def _label_here(self, tensor: Tensor) -> Label | None:
        """The label of a tensor, if it is of this machine."""
        label = stored(tensor)
        return label if label is not None and label.machine is self.machine else None

    def _locate(self, tensor: Tensor) -> torch.device | None:
        """The device of a tensor; None for one that can be anywhere."""
        label = self._label_here(tensor)
        return CPU if label is None else label.device

    def _run_mixed(
        self,
        func: OpOverload,
        kernel: Kernel,
        args: tuple[Any, ...],
        kwargs: dict[str, Any],
        gpu: torch.device,
    ) -> Any:
        """Run an operator on tensors of several devices, if CUDA does.

        Raises:
            RuntimeError: As CUDA does.
        """
        operands = list(operands_of(kernel, args, kwargs, self._locate))
        refusal = compare(kernel, operands, args)
        if refusal is not None:
            raise explain(refusal)
        result = func(*args, **kwargs)
        if kernel.is_each:
            for item, first in zip(result, args[0], strict=True):
                _label(item, Label(self.machine, self._locate(first)))
        elif kernel.makes:
            _label(result, self._labels[gpu])
            if kernel.name in _ON_CPU:
                store(result[_ON_CPU[kernel.name]], Label(self.machine, CPU))
        return result

    def _place(
        self,
        func: OpOverload,
        args: tuple[Any, ...],
        kwargs: dict[str, Any],
        tensors: list[Tensor],
    ) -> Any:
        """Run an operator that can be told where to put what it makes."""
        told: torch.device | None = kwargs.get("device")
        real = told is not None and told.type not in ("cpu", "cuda")  # such as meta
        asked = told if told is not None and told.type == "cuda" else self.call[0]
        if real or (asked is not None and asked.type not in ("cpu", "cuda")):
            return func(*args, **kwargs)
        # Only code in Python says whether it wants pinned memory.
        label = self._label_for(asked, tensors, by_python="pin_memory" in kwargs)
        if kwargs.get("generator") is not None:
            _check_generator(kwargs["generator"], label.device or CPU)
        changed: dict[str, Any] = {"device": CPU} if told is not None else {}
        if kwargs.get("pin_memory"):
            changed["pin_memory"] = False
        try:
            result = func(*args, **{**kwargs, **changed})
        except RuntimeError as error:
            asked_for = _TOO_MUCH.search(str(error))
            if asked_for is None or label.device is CPU:
                raise
            raise refusals.out_of_memory(int(asked_for[1])) from None
        _label(result, label)
        if kwargs.get("pin_memory"):
            if label.device is not CPU:
                raise refusals.cannot_make_pinned()
            self.machine.device(None)
            setattr(result.untyped_storage(), PINNED, True)
        return result

    def _label_for(
        self, asked: torch.device | None, tensors: list[Tensor], *, by_python: bool
    ) -> Label:
        """Say where a new tensor goes: where asked to, else to the others' device."""
        if asked is not None:
            act = "moved" if tensors else "made"
            goal = self.machine.device(asked)
            on_cpu = goal is CPU and act == "made"
            return Label(self.machine, goal, origin(act, on_cpu=on_cpu))
        if tensors:
            device = self._locate(tensors[0])
        elif by_python:
            device = CPU
        elif _is_engines():
            device = None
        else:
            _, args, kwargs = self.call
            given = tensors_in((*args, *kwargs.values()))
            device = self._locate(given[0]) if given else CPU
        made = origin("made", on_cpu=True) if device is CPU else None
        return Label(self.machine, device, made)


def tensors_in(values: Iterable[Any]) -> list[Tensor]:
    """The tensors among arguments, those in lists included."""
    found = []
    for value in values:
        if isinstance(value, Tensor):
            found.append(value)
        elif isinstance(value, list | tuple):
            found += [item for item in value if isinstance(item, Tensor)]
    return found


def _has_nested(values: Iterable[Any]) -> bool:
    return any(tensor.is_nested for tensor in tensors_in(values))


def _label(result: Any, label: Label) -> None:
    if isinstance(result, Tensor):
        store(result, label)
    elif isinstance(result, list | tuple):
        for item in result:
            _label(item, label)


def _is_engines() -> bool:
    """Whether autograd's engine, not code that a user wrote, runs the operator."""
    if torch._C._current_graph_task_id() == -1:
        return False
    frame: FrameType | None = _getframe(1)
    while frame is not None and frame.f_code.co_filename.startswith(_HERE):
        frame = frame.f_back
    return frame is not None and frame.f_code.co_filename.startswith(_AUTOGRAD)


def _check_generator(generator: torch.Generator, device: torch.device) -> None:
    found = generators.device_of(generator).type
    if found != device.type:
        raise refusals.generator_of(device.type, found)
