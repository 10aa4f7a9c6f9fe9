"""What calls of torch's functions mean where GPUs are simulated.

`device=0` means a GPU, and what is made of data is made on the CPU and then moved:
torch's C++ would ask for a GPU that is not there.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache, wraps
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
from grader.devices.operands import Refusal
from grader.devices.operators import NO_CALL, Call, Operators

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


_real_compile = torch.compile


@wraps(_real_compile)
def _compile(model: Any = None, **options: Any) -> Any:
    """Leave code uncompiled: the compiler asks for a real GPU, in C++, and aborts."""
    if current() is None:
        return _real_compile(model, **options)
    return (lambda function: function) if model is None else model


_ASKS = "has_torch_function"  # of one argument, a collection
_ASK_SPREAD = ("has_torch_function_unary", "has_torch_function_variadic")
_ASKING = (
    (torch.overrides, _ASKS),
    *((functional, name) for name in (_ASKS, *_ASK_SPREAD)),
    *((torch.functional, name) for name in (_ASKS, *_ASK_SPREAD)),
)
_ORDINARY = (Tensor, nn.Parameter, type(None))


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


def _refused(check: Function, args: Any, kwargs: Kwargs) -> Refusal:
    try:
        refusal: Refusal = check(*args, **kwargs)
    except TypeError:  # called in another way: the function itself will say
        return None
    return refusal


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
        """Call the function, and let operators know what was called."""
        given = kwargs or {}
        if current() is not self.machine:
            return func(*args, **given)
        device, is_factory = given.get("device"), func in _PLACING
        if device is None and is_factory:
            device = default_of(self.machine)
            given = given if device is None else {**given, "device": device}
        if not isinstance(device, str | int | torch.device | None):
            return func(*args, **given)  # such as what traces calls
        special = _SPECIAL.get(func)
        if special is not None:
            return special(self, func, args, given)
        adapt = _ADAPTED.get(func)
        if adapt is not None:
            args, given = adapt(self, args, given)
        check = CHECKS.get(func)
        if check is not None and (refusal := _refused(check, args, given)) is not None:
            raise explain(refusal)
        if device is not None:
            device = self.machine.device(_named(device))
            if device.type == "cuda":
                # Operators put it there. torch's C++ would note for the rest of the
                # process that CUDA had been initialised.
                given = {**given, "device": CPU}
        call = Call(device, (*args, *given.values()))
        result = self._call(call, func, args, given)
        if func is torch._pad_packed_sequence:
            put(result[1], Label(self.machine, CPU))  # lengths
        return result

    def _call(self, call: Call, func: Function, args: Any, kwargs: Kwargs) -> Any:
        before, self._operators.call = self._operators.call, call
        try:
            return func(*args, **kwargs)
        finally:
            self._operators.call = before

    def run_users(self, function: Function, *args: Any, **kwargs: Any) -> Any:
        """Call what may run code of the user's own, which is to be seen, too."""
        with self:
            return self._call(NO_CALL, function, args, kwargs)


# Functions that `torch.set_default_device` is about. torch itself would come to it only
# after this mode, and ask for a real GPU.
_PLACING = frozenset(_device_constructors())


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
    asked, kwargs = kwargs.get("device"), {**kwargs}
    kwargs.pop("device", None)
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

    return mode.run_users(backward, *args, **kwargs)


def _targets_moved(mode: Functions, args: Any, kwargs: Kwargs) -> tuple[Any, Kwargs]:
    """`ctc_loss` moves targets, and reads lengths. Under a mode it would do neither."""
    if len(args) < 4:
        return args, kwargs
    x, targets, *lengths = args[:4]
    lengths = [each.tolist() if isinstance(each, Tensor) else each for each in lengths]
    return (x, bring(targets, x), *lengths, *args[4:]), kwargs


_SPECIAL: dict[Any, Callable[[Functions, Function, Any, Kwargs], Any]] = {
    torch.device: _device,
    torch.tensor: _from_data,
    torch.as_tensor: _from_data,
    torch.asarray: _from_data,
    torch.Tensor.backward: _backward,
}
_ADAPTED: dict[Any, Callable[[Functions, Any, Kwargs], tuple[Any, Kwargs]]] = {
    torch.ctc_loss: _targets_moved,
}
