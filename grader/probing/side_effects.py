"""What a call leaves behind, and what it remembers: for checks of purity.

Runs inside the sandbox.
"""

from __future__ import annotations

from collections.abc import Mapping

import torch
from torch import Tensor, nn
from torch.nn.modules import module as nn_module

from grader.probing import calls
from grader.probing.calls import Call, kept
from grader.probing.parameters import inner_modules, registered

WHICH = "which tensor "  # before a name: whether an optimizer still holds the same


def side_effects(call: Call) -> dict[str, object]:
    """Call, change the arguments in place, and call again."""
    modules = list(calls.modules_in((call.target, call.arguments)))
    # of modules that are replaced, modes are nobody's business
    inner = [{} if m is call.module else inner_modules(m) for m in modules]
    before = [modes(i) | _state_of(m) for i, m in zip(inner, modules, strict=True)]
    calls.set_random_state(calls.SEED)
    result = call()
    drawn = calls.random_numbers()
    after = [modes(i) | _state_of(m) for i, m in zip(inner, modules, strict=True)]
    seen = {
        "arguments": [_seen(tensor) for tensor in calls.tensors_in(call.arguments)],
        "modules": [changed(*pair) for pair in zip(before, after, strict=True)],
        "random numbers": drawn,
        "torch": settings(),
        "at first": kept(result),
    }
    for tensor in calls.tensors_in(call.arguments):
        _change(tensor)
    seen["again"] = kept(call())
    return {**seen, "later": kept(result)}


def left_behind(call: Call) -> dict[str, object]:
    """Call as `side_effects` does, and tell nothing of the results."""
    results = "at first", "again", "later"
    seen = side_effects(call)
    return {what: seen[what] for what in seen if what not in results}


def let_learn(call: Call) -> None:
    """Have all that a call touches require and hold gradients, as in training."""
    tensors = [*calls.tensors_in(call.arguments), *call.learned.values()]
    for tensor in tensors:
        if tensor.is_floating_point() and tensor.is_leaf:
            tensor.requires_grad_().grad = torch.ones_like(tensor)


def modes(modules: Mapping[str, nn.Module]) -> dict[str, object]:
    """Which of these modules are in training."""
    return {f"the mode of {name}": inner.training for name, inner in modules.items()}


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
        if count := sum(len(store) for store in stores if isinstance(store, dict)):
            state[f"the hooks of {name}"] = count
    for name, tensor in registered(module).items():
        state[name] = kept(tensor)
        learns = tensor.requires_grad and not tensor.is_inference()
        state[f"{WHICH}{name} is"] = id(tensor)
        state[f"whether {name} learns"] = learns
        state[f"the device of {name}"] = tensor.device
        state[f"the gradient of {name}"] = kept(tensor.grad)
        state[f"the hooks of {name}"] = len(tensor._backward_hooks or ())
    return state


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
    }


def _change(tensor: Tensor) -> None:
    """Change a tensor in place, to values as likely as its own."""
    values = tensor.detach()
    with torch.no_grad():
        tensor.copy_(-values.flip(-1) if values.dim() else -values)
