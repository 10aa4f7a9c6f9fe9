"""The tensors that an operator is given, and where they are."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any, NamedTuple

import torch
from torch import Tensor

from grader.devices.kernels import Argument, Kernel
from grader.devices.machine import CPU

Locate = Callable[[Tensor], torch.device | None]


class Operand(NamedTuple):
    """A tensor given to an operator, and where it is."""

    argument: Argument
    tensor: Tensor
    device: torch.device

    @property
    def is_cpu_number(self) -> bool:
        """Whether it is a single number on the CPU, which CUDA often takes."""
        return self.device is CPU and self.tensor.dim() == 0


class MixedDevices(NamedTuple):
    """Why an operator is refused.

    Attributes:
        error: What CUDA raises.
        here: The operand that the refusal is about.
        there: One that is elsewhere.
    """

    error: Exception
    here: Operand
    there: Operand


Operands = Sequence[Operand]
Refusal = MixedDevices | None


def operands_of(
    kernel: Kernel, args: Sequence[Any], kwargs: dict[str, Any], locate: Locate
) -> Iterator[Operand]:
    """List the tensors that an operator is given, in the order of its schema.

    Args:
        kernel: The operator.
        args: Its positional arguments.
        kwargs: Those given by name.
        locate: The device of a tensor; None for one that can be anywhere.
    """
    for argument in kernel.arguments:
        position = argument.position
        if position is not None and position < len(args):
            value = args[position]
        else:
            value = kwargs.get(argument.name)
        values = value if isinstance(value, list | tuple) else [value]
        for item in values:
            if isinstance(item, Tensor) and (device := locate(item)) is not None:
                yield Operand(argument, item, device)
