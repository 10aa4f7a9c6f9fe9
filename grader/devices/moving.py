"""Moving tensors between simulated devices, so that gradients find the way back."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import torch
from torch import Tensor

from grader.devices.labels import Label, device_of, origin, put
from grader.devices.machine import CPU, Machine, current

_real_to = torch.Tensor.to


def move(
    tensor: Tensor,
    device: torch.device,
    machine: Machine,
    *,
    dtype: torch.dtype | None = None,
    memory_format: torch.memory_format = torch.preserve_format,
) -> Tensor:
    """Copy a tensor to a device; gradients go back to where it came from.

    Args:
        tensor: What is copied.
        device: One of the machine's GPUs, or the CPU.
        machine: Where that device is.
        dtype: Of the copy; as it is if left out.
        memory_format: Of the copy.

    Raises:
        NotImplementedError: The tensor is on the meta device, and has no values.
    """
    label = Label(machine, device, origin("moved"))
    with torch._C.DisableTorchFunction():  # parameters of lazy layers allow little
        if tensor.is_meta:
            return _real_to(tensor, CPU)  # it refuses
        if dtype is not None:
            tensor = _real_to(tensor, dtype)
        differentiable = tensor.requires_grad and torch.is_grad_enabled()
        if not differentiable or torch._C._are_functorch_transforms_active():
            return _copy(tensor, label, memory_format)  # transforms take no Function
        return _apply(tensor, label, memory_format)


def _copy(tensor: Tensor, label: Label, memory_format: torch.memory_format) -> Tensor:
    if memory_format is torch.preserve_format:
        copy = tensor.clone()  # sparse tensors take no format
    else:
        copy = tensor.clone(memory_format=memory_format)
    put(copy, label)
    return copy


class _Move(torch.autograd.Function):
    """A copy on another device. Torch's own would find nothing to do: all is CPU."""

    @staticmethod
    def forward(
        ctx: Any, tensor: Tensor, label: Label, memory_format: torch.memory_format
    ) -> Tensor:
        ctx.back = Label(label.machine, device_of(tensor))
        return _copy(tensor.detach(), label, memory_format)

    @staticmethod
    def backward(ctx: Any, grad: Tensor) -> tuple[Tensor | None, None, None]:
        return _apply(grad, ctx.back, torch.preserve_format), None, None


_apply: Callable[[Tensor, Label, torch.memory_format], Tensor] = _Move.apply
# As real copies are called, for instance where a tensor is printed.
for _name, _value in {
    "__name__": "ToCopyBackward0",
    "__qualname__": "ToCopyBackward0",
    "__module__": "builtins",
}.items():
    setattr(_Move._backward_cls, _name, _value)


def bring(value: Any, like: Tensor) -> Any:
    """Move a value to a tensor's device, if it is a tensor elsewhere."""
    machine = current()
    if machine is None or not isinstance(value, Tensor):
        return value
    goal = device_of(like)
    if goal == device_of(value) or goal.type not in ("cpu", "cuda"):
        return value
    return move(value, goal if goal.type == "cuda" else CPU, machine)
