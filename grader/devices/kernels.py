"""What CUDA's kernels compare before they compute, operator by operator.

Source: `kernels.json`, which `scripts/derive_device_checks.py` derives from the
sources that torch was built of.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from enum import Enum
from pathlib import Path
from typing import Any

import torch
from torch._ops import OpOverload

_TABLE = json.loads(Path(__file__).with_name("kernels.json").read_text("utf-8"))
_CHECKED: dict[str, str] = _TABLE["checked"]
_NUMBER: dict[str, str] = _TABLE["scalars"]
_ITERATED, _STRICT, _RESIZED, _OWN, _COMPOSITE = (
    frozenset(_TABLE[key])
    for key in ("iterated", "strict", "resized", "own", "composite")
)
_EACH = ("aten::_foreach_",)
# Source: ATen/native/cuda: Blas.cpp, DilatedMaxPool2d.cu, AveragePool2d.cu; what they
# dispatch on. The names are those in the refusals.
_FLOATS = {
    "aten::mm": "addmm_cuda",
    "aten::addmm": "addmm_cuda",
    "aten::addmm_": "addmm_cuda",
    "aten::addbmm": "addmm_cuda",
    "aten::addbmm_": "addmm_cuda",
    "aten::bmm": "baddbmm_cuda",
    "aten::baddbmm": "baddbmm_cuda",
    "aten::baddbmm_": "baddbmm_cuda",
    "aten::mv": "addmv_impl_cuda",
    "aten::addmv": "addmv_impl_cuda",
    "aten::addmv_": "addmv_impl_cuda",
    "aten::dot": "dot",
    "aten::vdot": "dot",
    "aten::max_pool2d_with_indices": "max_pool2d_with_indices_out_cuda_frame",
    "aten::avg_pool2d": "avg_pool2d_out_cuda_frame",
}


class Comparison(Enum):
    """Which part of torch compares the devices of an operator's tensors."""

    CHECKED = "the wrapper around the kernel"
    ITERATED = "TensorIterator"
    STRICT = "TensorIterator, which takes no number from the CPU"
    RESIZED = "what resizes `out`"
    OWN = "the kernel itself, or nothing"
    COMPOSITE = "the operators that it calls"
    UNKNOWN = "not known: the operator is not torch's own"


@dataclass(frozen=True, slots=True)
class Argument:
    """An argument that holds tensors.

    Attributes:
        position: Among the positional ones; None if it is given by name only.
        is_output: Whether results are written to it.
    """

    name: str
    position: int | None
    is_output: bool
    is_list: bool


@dataclass(frozen=True, slots=True)
class Kernel:
    """An operator, as far as devices are concerned.

    Attributes:
        name: As in `aten::add.Tensor`.
        method: The name that the wrapper's refusal quotes; empty if it has none.
        floats: The name of a kernel that has no integers, though the CPU's has.
        number: The one argument that may be a number on the CPU, if only one may.
        arguments: Those that hold tensors, in the order of the schema.
        makes: Whether it returns memory that is not an argument's.
        takes_device: Whether it can be told where to put what it makes.
        is_view: Whether all it does is to look at one tensor's memory in another way.
        is_each: Whether it makes one tensor for each of a list, on its device.
        is_composite: Whether it only calls others, and has no gradient of its own.
    """

    name: str
    comparison: Comparison
    method: str
    floats: str
    number: str
    arguments: tuple[Argument, ...]
    makes: bool
    takes_device: bool
    is_view: bool
    is_each: bool
    is_composite: bool


def kernel_of(operator: OpOverload) -> Kernel:
    """Read an operator's schema, and look up what its CUDA kernel compares."""
    schema = operator._schema
    name = f"{schema.name}.{schema.overload_name}".removesuffix(".")
    arguments = []
    for position, item in enumerate(schema.arguments):
        if "Tensor" in str(item.type):
            arguments.append(
                Argument(
                    name=item.name,
                    position=None if item.kwarg_only else position,
                    is_output=item.is_out or _is_written(item),
                    is_list="[" in str(item.type),
                )
            )
    aliases = [item.alias_info for item in schema.returns]
    returns_tensors = any("Tensor" in str(item.type) for item in schema.returns)
    return Kernel(
        name=name,
        comparison=_comparison(name),
        method=_CHECKED.get(name, ""),
        floats=_FLOATS.get(name, ""),
        number=_NUMBER.get(name, ""),
        arguments=tuple(arguments),
        makes=returns_tensors and None in aliases,
        takes_device=any(item.name == "device" for item in schema.arguments),
        is_each=returns_tensors and None in aliases and name.startswith(_EACH),
        is_composite=torch._C._dispatch_has_kernel_for_dispatch_key(
            name, "CompositeImplicitAutograd"
        ),
        is_view=len(arguments) == 1
        and returns_tensors
        and all(alias is not None and not alias.is_write for alias in aliases),
    )


def _is_written(item: Any) -> bool:
    return item.alias_info is not None and bool(item.alias_info.is_write)


def _comparison(name: str) -> Comparison:
    if name in _CHECKED:
        return Comparison.CHECKED
    if name in _STRICT:
        return Comparison.STRICT
    if name in _ITERATED:
        return Comparison.ITERATED
    if name in _RESIZED:
        return Comparison.RESIZED
    if name in _OWN:
        return Comparison.OWN
    return Comparison.COMPOSITE if name in _COMPOSITE else Comparison.UNKNOWN
