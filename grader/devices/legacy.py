"""`torch.cuda.FloatTensor` and its like, which old lessons still use.

As real ones they are types for `isinstance` and `x.type(...)`, and make tensors.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import torch
from torch import Tensor

from grader.devices import cuda_state
from grader.devices.installing import Replacement
from grader.devices.machine import current

_DTYPES = {
    "DoubleTensor": torch.double,
    "FloatTensor": torch.float,
    "HalfTensor": torch.half,
    "BFloat16Tensor": torch.bfloat16,
    "LongTensor": torch.long,
    "IntTensor": torch.int,
    "ShortTensor": torch.short,
    "CharTensor": torch.int8,
    "ByteTensor": torch.uint8,
    "BoolTensor": torch.bool,
}


class _TensorType(type):
    """The kind of a type that is a dtype on a GPU."""

    original: Any
    dtype: torch.dtype
    is_cuda = True

    def __call__(cls, *args: Any, **kwargs: Any) -> Any:
        machine = current()
        if machine is None:
            return cls.original(*args, **kwargs)
        cuda_state.initialise(machine)
        return getattr(torch, cls.__name__)(*args, **kwargs).cuda()

    def __instancecheck__(cls, instance: Any) -> bool:
        if current() is None:
            return isinstance(instance, cls.original)
        is_tensor = isinstance(instance, Tensor)
        return is_tensor and instance.is_cuda and instance.dtype is cls.dtype


def replacements() -> Iterator[Replacement]:
    """What to replace, so that these types are there."""
    for name, dtype in _DTYPES.items():
        original = getattr(torch.cuda, name)
        about = {"__module__": "torch.cuda", "original": original, "dtype": dtype}
        yield torch.cuda, name, _TensorType(name, (), about)
