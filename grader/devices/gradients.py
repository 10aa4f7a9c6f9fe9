"""Gradients: each is where the tensor is that it belongs to, or it is refused.

Autograd's engine sees to that by the real devices, and so finds nothing to do here.
Source: torch/csrc/autograd/engine.cpp, validate_outputs.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import wraps
from typing import Any

import torch
from torch import Tensor
from torch.autograd.function import BackwardCFunction

from grader.devices import refusals
from grader.devices.installing import Replacement
from grader.devices.labels import (
    Label,
    NoFunctionMode,
    device_of,
    gpu_of,
    label_of,
    put,
)
from grader.devices.machine import CPU, Machine, current
from grader.devices.standins import Attribute

_real_grad: Any = Tensor.grad
# a method of C from torch 2.14 on, one of Python before: neither has what both have
_real_apply: Any = vars(torch.autograd.Function)["apply"]
_real_step: Any = BackwardCFunction.apply
_has_override = torch.autograd.has_torch_function  # type: ignore[attr-defined]
_real_run: Any = torch.autograd.graph._engine_run_backward
_DEVICES = "_simulated_devices"  # of a node: where its inputs and outputs were


def replacements() -> Iterator[Replacement]:
    """What to replace: owner, name, value."""
    yield Tensor, "grad", Attribute(_get, _set, _delete)
    yield Tensor, "register_hook", _register_hook
    yield torch.autograd, "_engine_run_backward", _run
    yield torch.autograd, "has_torch_function", _has_torch_function
    yield torch.autograd.Function, "apply", classmethod(_apply)
    yield BackwardCFunction, "apply", _step


def _get(self: Tensor) -> Tensor | None:
    machine = current()
    if machine is None:
        return _real_grad.__get__(self)  # type: ignore[no-any-return]
    with NoFunctionMode():  # which would be asked several times of what it ignores
        grad: Tensor | None = _real_grad.__get__(self)
        if grad is not None:
            _settle(grad, self, machine)
    return grad


def _settle(grad: Tensor, of: Tensor, machine: Machine) -> None:
    """Put a gradient where the tensor is that it belongs to, if torch's own code did.

    The engine moves numbers. Another gradient that is elsewhere was there before the
    tensor was moved by way of its `.data`.
    """
    label = label_of(grad)
    settled = label is not None and label.machine is machine and label.device
    if settled and grad.dim():
        return
    gpu = gpu_of(of, machine)
    if gpu is not gpu_of(grad, machine):
        put(grad, Label(machine, gpu or CPU))


def _set(self: Tensor, grad: Tensor | None) -> None:
    if current() is None:
        _real_grad.__set__(self, grad)
        return
    with NoFunctionMode():
        if isinstance(grad, Tensor):
            wanted, found = device_of(self), device_of(grad)
            if wanted != found:
                raise refusals.grad_elsewhere(wanted, found)
        _real_grad.__set__(self, grad)


def _delete(self: Tensor) -> None:
    _real_grad.__delete__(self)


_register: Any = Tensor.register_hook


@wraps(_register)
def _register_hook(self: Tensor, hook: Any) -> Any:
    @wraps(hook)
    def watched(grad: Tensor) -> Any:
        changed = hook(grad)
        if current() is None or not isinstance(changed, Tensor):
            return changed
        if device_of(changed).type != device_of(grad).type:
            name = getattr(hook, "__name__", type(hook).__name__)
            raise refusals.hook_moved(name, grad.type(), changed.type())
        return changed

    return _register(self, watched)


@wraps(_real_run)
def _run(
    outputs: Any,
    grads: Any,
    retain_graph: bool,
    create_graph: bool,
    inputs: Any,
    *args: Any,
    **kwargs: Any,
) -> Any:
    """Let the engine go back, for `torch.autograd.grad` and `backward`."""
    machine = current()
    if machine is not None:
        grads = _checked(outputs, grads)
    found = _real_run(
        outputs, grads, retain_graph, create_graph, inputs, *args, **kwargs
    )
    if machine is not None:
        for grad, of in zip(found or (), inputs, strict=False):
            if isinstance(grad, Tensor) and isinstance(of, Tensor):
                _settle(grad, of, machine)
    return found


def _checked(outputs: Any, grads: Any) -> tuple[Any, ...]:
    """Bring numbers to the device of what they are gradients of; refuse the rest."""
    found = list(grads)
    for index, (grad, of) in enumerate(zip(found, outputs, strict=False)):
        if not isinstance(grad, Tensor) or not isinstance(of, Tensor):
            continue
        if torch._C._functorch.is_legacy_batchedtensor(grad):
            continue  # several at once: they have no memory of their own
        if device_of(grad) != device_of(of):
            if grad.dim():
                raise refusals.invalid_gradient(
                    "", index, device_of(of), device_of(grad)
                )
            found[index] = grad.to(device_of(of))
    return tuple(found)


def _several(values: Any) -> Sequence[Any]:
    return values if isinstance(values, list | tuple) else [values]


def _has_torch_function(values: Any) -> bool:
    """Let `torch.autograd.grad` run under our mode: it runs users' own code, too."""
    return current() is None and bool(_has_override(values))


def _apply(cls: type[torch.autograd.Function], *args: Any, **kwargs: Any) -> Any:
    """Call a custom Function, and note where its inputs and outputs are."""
    result = _real_apply.__get__(None, cls)(*args, **kwargs)
    if current() is not None:
        results = _several(result)
        made = (x.grad_fn for x in results if isinstance(x, Tensor))
        node = next((fn for fn in made if fn is not None), None)
        if getattr(node, "_forward_cls", None) is cls:
            setattr(node, _DEVICES, (_places(args), _places(results)))
    return result


def _places(values: Sequence[Any]) -> list[torch.device | None]:
    return [device_of(x) if isinstance(x, Tensor) else None for x in values]


def _step(self: BackwardCFunction, *args: Any) -> Any:
    """Run the backward of a custom Function, and look where its gradients are."""
    machine, noted = current(), getattr(self, _DEVICES, None)
    if machine is None or noted is None:
        return _real_step(self, *args)
    inputs, outputs = noted
    for grad, device in zip(args, outputs, strict=False):
        label = label_of(grad) if isinstance(grad, Tensor) else None
        if label is not None and label.device is None:  # the engine's zeros
            put(grad, Label(machine, device))
    grads = _real_step(self, *args)
    for index, (grad, device) in enumerate(zip(_several(grads), inputs, strict=False)):
        if device is None or not isinstance(grad, Tensor) or not grad.dim():
            continue
        if device_of(grad) != device:
            name = f"Function {type(self).__name__} returned an "
            raise refusals.invalid_gradient(name, index, device, device_of(grad))
    return grads
