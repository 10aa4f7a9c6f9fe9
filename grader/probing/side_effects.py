"""What a call leaves behind, and what it remembers: for checks of purity.

Runs inside the sandbox.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Mapping
from typing import Any

import torch
from torch import Tensor, nn
from torch.nn.modules import module as nn_module

from grader.probing import calls, switches
from grader.probing.arguments import (
    copied,
    described,
    kept,
    modules_in,
    tensors_in,
)
from grader.probing.calls import Call
from grader.probing.parameters import inner_modules, registered
from grader.probing.places import Gpus

WHICH = "which tensor "  # before a name: whether an optimizer still holds the same


def side_effects(call: Call, *, recorded: bool = True) -> dict[str, object]:
    """Call, change the arguments in place, call again, change the modules, call again.

    Args:
        call: The call.
        recorded: Whether autograd records it.
    """
    arguments = copied(call.arguments)
    own, given = (list(modules_in(x)) for x in (call.target, arguments))
    settle()
    before, environment = _states(own, given), dict(os.environ)
    calls.set_random_state(calls.SEED)
    result = call.on(arguments, recorded=recorded)
    drawn, after = calls.random_numbers(), _states(own, given)
    seen = {
        "arguments": [_seen(tensor) for tensor in tensors_in(call.arguments)],
        "lists": [described(item) for item in arguments if isinstance(item, list)],
        "modules": [changed(*pair) for pair in zip(before, after, strict=True)],
        "buffers": [name for module in own for name in _buffers(module)],
        "random numbers": drawn,
        "torch": settings(),
        "environment": sorted(_unlike(environment, dict(os.environ))),
        "at first": kept(result),
    }
    _change(tensors_in(call.arguments))
    seen["again"] = kept(call())
    held = [t for module in given for t in registered(module).values()]
    held += [*call.learned.values(), *call.constants.values()]
    if floating := [tensor for tensor in held if tensor.is_floating_point()]:
        _renew(floating)
        seen["renewed"] = kept(call())
    return {**seen, "later": kept(result)}


def left_behind(call: Call) -> dict[str, object]:
    """Call without a graph, as `side_effects` does, and tell nothing of the results."""
    results = "at first", "again", "renewed", "later"
    seen = side_effects(call, recorded=False)
    return {what: seen[what] for what in seen if what not in results}


def watching(
    symbol: Callable[..., Any], gpus: Gpus, seen: list[object]
) -> Callable[..., Any]:
    """Make modules, and note what that changes in those that they are given.

    These are nothing like new ones: some of their modules are in evaluation, some of
    their parameters are frozen, others hold gradients, of float64, on a GPU.

    Args:
        symbol: Makes them.
        gpus: Machines with GPUs.
        seen: Where to note it.
    """

    def make(*given: Any, **named: Any) -> Any:
        modules = list(modules_in((given, named)))
        if not modules:
            return symbol(*given, **named)
        with gpus(1) as (gpu,):
            _unsettle(modules, gpu)
            before = _states([], modules)
            made = symbol(*given, **named)
            after = _states([], modules)
        seen.append([changed(*pair) for pair in zip(before, after, strict=True)])
        return made

    return make


def _unsettle(modules: Iterable[nn.Module], device: torch.device) -> None:
    for module in modules:
        module.to(device, torch.float64)
        for index, inner in enumerate(inner_modules(module).values()):
            inner.training = bool(index % 2)
        for index, tensor in enumerate(registered(module, buffers=False).values()):
            tensor.requires_grad_(bool(index % 2))
            tensor.grad = torch.ones_like(tensor) if index % 2 else None


def let_learn(call: Call) -> None:
    """Have all that a call touches require and hold gradients, as in training."""
    tensors = [*tensors_in(call.arguments), *call.learned.values()]
    for tensor in tensors:
        if tensor.is_floating_point() and tensor.is_leaf:
            tensor.requires_grad_().grad = torch.ones_like(tensor)


def modes(modules: Mapping[str, nn.Module]) -> dict[str, object]:
    """Which of these modules are in training."""
    return {f"the mode of {name}": inner.training for name, inner in modules.items()}


def _states(
    own: Iterable[nn.Module], given: Iterable[nn.Module]
) -> list[dict[str, object]]:
    """What a call should leave alone in its module, and in those that it is given.

    Of its own, modes are another check's business, and further attributes nobody's.
    """
    states = [_state_of(module) for module in own]
    for module in given:
        inner = inner_modules(module)
        states.append(modes(inner) | _attributes(inner) | _state_of(module))
    return states


def _attributes(modules: Mapping[str, nn.Module]) -> dict[str, object]:
    """What modules have as attributes: numbers and texts, of others which it is."""
    return {
        f"the attribute {key} of {name}": value
        if isinstance(value, bool | int | float | str | None)
        else id(value)
        for name, inner in modules.items()
        for key, value in vars(inner).items()
        if key != "training" and not key.startswith("_")
    }


def _unlike(before: Mapping[str, object], after: Mapping[str, object]) -> set[str]:
    """Names under which something is otherwise, or new, or gone."""
    names = before.keys() | after.keys()
    return {name for name in names if before.get(name) != after.get(name)}


def changed(
    before: Mapping[str, object], after: Mapping[str, object]
) -> dict[str, object]:
    """What was otherwise before, or was not there."""
    return {
        name: "another" if name.startswith(WHICH) else value
        for name, value in after.items()
        if not _same(before.get(name), value)
    }


def _state_of(module: nn.Module) -> dict[str, object]:
    """What a call should leave alone in a module, beside modes."""
    state: dict[str, object] = {}
    for name, inner in inner_modules(module).items():
        stores = [item for key, item in vars(inner).items() if key.endswith("_hooks")]
        count = sum(len(store) for store in stores if isinstance(store, dict))
        state[f"the hooks of {name}"] = count  # also none: others' may be taken away
    learned = registered(module, buffers=False)
    for name, tensor in registered(module).items():
        state[name] = kept(tensor)
        if name in learned:
            state[f"{WHICH}{name} is"] = id(tensor)
        learns = tensor.requires_grad and not tensor.is_inference()
        state[f"whether {name} learns"] = learns
        state[f"the device of {name}"] = tensor.device
        state[f"the gradient of {name}"] = kept(tensor.grad)
        state[f"the hooks of {name}"] = len(tensor._backward_hooks or ())
    return state


def _buffers(module: nn.Module) -> list[str]:
    return sorted(set(registered(module)) - set(registered(module, buffers=False)))


def _same(one: object, other: object) -> bool:
    if isinstance(one, Tensor) and isinstance(other, Tensor):
        alike = (one.dtype, one.shape) == (other.dtype, other.shape)
        return alike and one.equal(other.to(one.device))
    return one == other


def _seen(tensor: Tensor) -> dict[str, object]:
    """What the caller's tensor is after the call."""
    return {
        "values": kept(tensor),
        "device": tensor.device,
        "strides": list(tensor.stride()),
        "whether it requires gradients": tensor.requires_grad,
        "gradient": kept(tensor.grad) if tensor.is_leaf else None,
        "hooks": len(tensor._backward_hooks or ()),
    }


def settle() -> None:
    """Have torch as it is at first, where checks before may have left it otherwise."""
    if torch.is_anomaly_enabled():
        torch.autograd.set_detect_anomaly(False)
    if torch.are_deterministic_algorithms_enabled():
        torch.use_deterministic_algorithms(False)
    if torch.get_num_threads() != 1:
        torch.set_num_threads(1)
    switches.settle()


def settings() -> dict[str, object]:
    """What holds for all of torch."""
    stores = [
        value
        for name, value in vars(nn_module).items()
        if name.startswith("_global") and name.endswith("_hooks")
    ]
    return {
        "the default dtype": torch.get_default_dtype(),
        "the default device": torch.get_default_device(),
        "whether gradients are recorded": torch.is_grad_enabled(),
        "the hooks of all modules": sum(len(store) for store in stores),
        "whether anomalies are detected": torch.is_anomaly_enabled(),
        "whether algorithms are deterministic": (
            torch.are_deterministic_algorithms_enabled()
        ),
        "the number of threads": torch.get_num_threads(),
        **switches.read(),
    }


def _change(tensors: Iterable[Tensor]) -> None:
    """Change tensors in place, to values as likely as their own.

    What counts something, or is an index, stays in its range.
    """
    for tensor in tensors:
        values = tensor.detach()
        other = values.flip(-1) if values.dim() else values
        with torch.no_grad():
            tensor.copy_(other.max() - other if _are_counts(values) else -other)


def _are_counts(values: Tensor) -> bool:
    """Whether these are integers, and none of them is negative."""
    integers = not values.is_floating_point() and not values.is_complex()
    return integers and values.numel() > 0 and bool((values >= 0).all())


def _renew(tensors: Iterable[Tensor]) -> None:
    """Change parameters and buffers in place, alike in whatever shape or order.

    One may be transposed. What is positive stays so: it may be a variance.
    """
    for tensor in tensors:
        with torch.no_grad():
            tensor.copy_(0.3 + 1.3 * tensor.detach().abs())
