"""What calls of torch's functions mean where GPUs are simulated.

`device=0` means a GPU, and what is made of data is made on the CPU and then moved:
torch's C++ would ask for a GPU that is not there.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache, partial, wraps
from typing import Any

import torch
from torch import Tensor, nn
from torch.jit import _builtins
from torch.nn import functional
from torch.overrides import TorchFunctionMode
from torch.utils._device import _device_constructors

from grader.devices import refusals
from grader.devices.composites import CHECKS
from grader.devices.defaults import default_of
from grader.devices.explaining import explain
from grader.devices.installing import Replacement
from grader.devices.labels import Label, device_of, origin, put
from grader.devices.machine import CPU, Machine, current, depth
from grader.devices.moving import bring, move
from grader.devices.operators import Operators
from grader.devices.standins import instead

Function = Callable[..., Any]
Kwargs = dict[str, Any]


def replacements() -> Iterator[Replacement]:
    """What to replace: owner, name, value."""
    for owner, name in _ASKING:
        asking = _ignoring_ours(getattr(owner, name), is_spread=name != _ASKS)
        # as torch's own are known to TorchScript, which compiles functions of theirs
        _builtins._register_builtin(asking, "aten::has_torch_function")
        yield owner, name, asking
    yield torch, "compile", _compile
    yield instead(torch.jit.ScriptFunction, "__call__", _scripted, _real_scripted)


_real_compile = torch.compile


@wraps(_real_compile)
def _compile(model: Any = None, **options: Any) -> Any:
    """Leave code uncompiled: the compiler asks for a real GPU, in C++, and aborts."""
    if current() is None:
        return _real_compile(model, **options)
    return (lambda function: function) if model is None else model


_real_scripted = torch.jit.ScriptFunction.__call__


def _scripted(_: Machine, function: Any, *args: Any, **kwargs: Any) -> Any:
    """Run what `torch.jit.script` compiled as Python: C++ reads a device as CPU."""
    written = getattr(function, "_torchdynamo_inline", None)  # none where it was traced
    if written is None:
        return _real_scripted(function, *args, **kwargs)
    return written(*args, **kwargs)


_ASKS = "has_torch_function"  # of one argument, a collection
_ASK_SPREAD = ("has_torch_function_unary", "has_torch_function_variadic")
_ASKING = (
    (torch.overrides, _ASKS),
    *((functional, name) for name in (_ASKS, *_ASK_SPREAD)),
    *((torch.functional, name) for name in (_ASKS, *_ASK_SPREAD)),
)
_ORDINARY = (Tensor, nn.Parameter, type(None))
_DEVICES = (str, int, torch.device, type(None))


@cache
def _ignoring_ours(asks: Function, *, is_spread: bool) -> Function:
    """Ask whether anybody wants to see a call; that our mode does is no reason.

    torch's Python functions would be called with the mode put aside, and what they
    call in turn would not be seen. Transformer layers would not take their faster
    path, which has other values in places that are masked.

    Args:
        asks: What torch has for this.
        is_spread: Whether it takes the values as arguments of their own.
    """

    def has_torch_function(*values: Any) -> bool:
        if not depth() or torch._C._len_torch_function_stack() != depth():
            return bool(asks(*values))  # modes other than ours are there, too
        return any(
            type(value) not in _ORDINARY and hasattr(value, "__torch_function__")
            for value in (values if is_spread else values[0])
        )

    return has_torch_function


class Functions(TorchFunctionMode):
    """Sees every call that this thread's code makes of torch's functions."""

    def __init__(self, machine: Machine, operators: Operators) -> None:
        super().__init__()
        self.machine = machine
        self._operators = operators

    def __torch_function__(
        self,
        func: Function,
        types: Any,
        args: tuple[Any, ...] = (),
        kwargs: Kwargs | None = None,
    ) -> Any:
        """Call the function as it is meant on the simulated machine."""
        given = kwargs or {}
        if current() is not self.machine:
            return func(*args, **given)
        special = _SPECIAL.get(func)
        if special is not None:
            return special(self, func, args, given)
        if "device" in given:
            return _placed(self, func, args, given)
        return self.call(func, args, given)

    def call(
        self,
        func: Function,
        args: Any,
        kwargs: Kwargs,
        device: torch.device | None = None,
    ) -> Any:
        """Call the function, and let operators know what was called."""
        operators = self._operators
        before, operators.call = operators.call, (device, args, kwargs)
        try:
            return func(*args, **kwargs)
        finally:
            operators.call = before


def _placed(mode: Functions, func: Function, args: Any, kwargs: Kwargs) -> Any:
    """Call with a device: operators put there what is made."""
    device = kwargs["device"]
    if not isinstance(device, _DEVICES):
        return func(*args, **kwargs)  # such as what traces calls
    if device is not None:
        device = mode.machine.device(_named(device))
        if device.type == "cuda":
            # torch's C++ would note for the rest of the process that CUDA had been
            # initialised
            kwargs = {**kwargs, "device": CPU}
    return mode.call(func, args, kwargs, device)


def _placed_by_default(
    mode: Functions, func: Function, args: Any, kwargs: Kwargs
) -> Any:
    """Call what `torch.set_default_device` is about.

    torch itself would come to it only after this mode, and ask for a real GPU.
    """
    if kwargs.get("device") is None:
        kwargs = {**kwargs, "device": default_of(mode.machine)}
    return _placed(mode, func, args, kwargs)


def _named(device: Any) -> torch.device:
    """A device as torch takes it; an int is a GPU."""
    return (
        torch.device("cuda", device)
        if isinstance(device, int)
        else torch.device(device)
    )


def _device(mode: Functions, func: Function, args: Any, kwargs: Kwargs) -> Any:
    """`torch.device(0)`, which torch takes for a GPU only where there is one."""
    named = args[0] if args else kwargs.get("device")
    if isinstance(named, int) and len(args) + len(kwargs) == 1:
        return torch.device("cuda", named)
    return func(*args, **kwargs)


def _from_data(mode: Functions, func: Function, args: Any, kwargs: Kwargs) -> Any:
    """`torch.tensor`, `as_tensor`, `asarray`: made on the CPU, then labelled."""
    data = args[0] if args else kwargs.get("data", kwargs.get("obj"))
    kwargs = {**kwargs}
    asked = kwargs.pop("device", None)
    if asked is None:
        asked = default_of(mode.machine)
    elif not isinstance(asked, _DEVICES):
        return func(*args, **kwargs, device=asked)
    device = mode.machine.device(_named(asked)) if asked is not None else None
    if device is not None and device.type not in ("cpu", "cuda"):
        return func(*args, **kwargs, device=device)
    source = device_of(data) if isinstance(data, Tensor) else CPU
    goal = device or source
    if kwargs.get("copy") is False and goal != source:
        raise refusals.cannot_alias(source, goal)
    if isinstance(data, Tensor) and func is not torch.tensor:
        moved = data if goal == source else move(data, goal, mode.machine)
        rest = args[1:]
        return func(moved, *rest, **{k: v for k, v in kwargs.items() if v is not data})
    pinned = kwargs.pop("pin_memory", False)
    made = func(*args, **kwargs)
    if goal is not CPU and func is not torch.tensor:
        made = made.clone()  # else it would share the memory of, say, an array
    if goal is not CPU or func is torch.tensor:
        put(made, Label(mode.machine, goal, origin("made", on_cpu=goal is CPU)))
    return made.pin_memory() if pinned and goal is CPU else made


def _backward(mode: Functions, func: Function, args: Any, kwargs: Kwargs) -> Any:
    """`loss.backward()`, which runs hooks and Functions that the user wrote."""

    def backward(
        loss: Tensor,
        gradient: Tensor | None = None,
        retain_graph: bool | None = None,
        create_graph: bool = False,
        inputs: Any = None,
    ) -> None:
        torch.autograd.backward(
            loss, gradient, retain_graph, create_graph, inputs=inputs
        )

    with mode:
        return mode.call(partial(backward, *args, **kwargs), (), {})


def _targets_moved(mode: Functions, func: Function, args: Any, kwargs: Kwargs) -> Any:
    """`ctc_loss` moves targets, and reads lengths. Under a mode it would do neither."""
    if len(args) >= 4:
        x, targets, *lengths = args[:4]
        lengths = [x.tolist() if isinstance(x, Tensor) else x for x in lengths]
        args = (x, bring(targets, x), *lengths, *args[4:])
    return mode.call(func, args, kwargs)


def _lengths_on_cpu(mode: Functions, func: Function, args: Any, kwargs: Kwargs) -> Any:
    """`pad_packed_sequence` returns lengths, wherever the rest is."""
    result = mode.call(func, args, kwargs)
    put(result[1], Label(mode.machine, CPU))
    return result


def _compared(mode: Functions, func: Function, args: Any, kwargs: Kwargs) -> Any:
    """Call what compares devices before any operator runs."""
    try:
        refusal = CHECKS[func](*args, **kwargs)
    except TypeError:  # called in another way: the function itself will say
        refusal = None
    if refusal is not None:
        raise explain(refusal)
    return mode.call(func, args, kwargs)


# What is done for functions that are not simply called.
_SPECIAL: dict[Any, Callable[[Functions, Function, Any, Kwargs], Any]] = {
    **dict.fromkeys(_device_constructors(), _placed_by_default),
    **dict.fromkeys(CHECKS, _compared),
    torch.device: _device,
    torch.tensor: _from_data,
    torch.as_tensor: _from_data,
    torch.asarray: _from_data,
    torch.ctc_loss: _targets_moved,
    torch._pad_packed_sequence: _lengths_on_cpu,
    Tensor.backward: _backward,
}
