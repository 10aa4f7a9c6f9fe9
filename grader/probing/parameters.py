"""Find the tensors of a student's module and pair them with the reference's.

Runs inside the sandbox. The reference is present only as a layout: names and
shapes of its parameters, which the contract publishes anyway.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import torch
from torch import Tensor, nn
from torch.nn.parameter import is_lazy

from grader.isolation.protocol import Layout, TensorSpec
from grader.probing.past_modes import past_modes

MAX_VISITED = 10_000
TABLES = {"_parameters": 0, "_buffers": 2, "_modules": 1}  # of a module, with ranks
Values = Callable[[TensorSpec], Tensor]


@dataclass(frozen=True)
class Found:
    """A tensor that belongs to a module, registered or not."""

    name: str
    tensor: Tensor
    rank: int  # 0 Parameter, 1 plain attribute, 2 buffer: tried in this order


def layout_of(module: nn.Module) -> Layout:
    """Names and shapes of a module's parameters, then of its buffers, in order."""
    named = [
        *((name, tensor, False) for name, tensor in module.named_parameters()),
        *((name, tensor, True) for name, tensor in module.named_buffers()),
    ]
    return tuple(
        TensorSpec(name=name, shape=tuple(tensor.shape), buffer=buffer)
        for name, tensor, buffer in named
        if not is_lazy(tensor) and tensor.is_floating_point()
    )


def tensors_of(module: nn.Module) -> list[Found]:
    """List every floating-point tensor that a module holds, each once.

    Besides parameters and buffers, it looks into plain attributes, lists, tuples
    and dicts: where students put what they forgot to register.
    """
    found: dict[int, Found] = {}
    for entry in _walk(module, "", {id(module)}):
        if entry.tensor.is_floating_point() and not is_lazy(entry.tensor):
            found.setdefault(id(entry.tensor), entry)
    return sorted(found.values(), key=lambda entry: entry.rank)


def registered(module: nn.Module, *, buffers: bool = True) -> dict[str, Tensor]:
    """Name every parameter, and buffer, that is registered in a module, each once."""
    named: dict[str, Tensor] = {}
    for store in ("_parameters", "_buffers") if buffers else ("_parameters",):
        seen: set[int] = set()
        for path, owner in _modules(module, "", {id(module)}):
            for name, tensor in _table(owner, store).items():
                real = store == "_buffers" or issubclass(type(tensor), nn.Parameter)
                if tensor is not None and real and id(tensor) not in seen:
                    seen.add(id(tensor))
                    named[f"{path}{name}"] = tensor
    return named


def inner_modules(module: nn.Module) -> dict[str, nn.Module]:
    """Name a module and all that are registered in it, each once."""
    found = _modules(module, "", {id(module)})
    return {path.removesuffix(".") or "the module itself": m for path, m in found}


def has_lazy(module: nn.Module) -> bool:
    """Whether a parameter or a buffer of a module waits for its first input."""
    return any(
        is_lazy(tensor)
        for _, owner in _modules(module, "", {id(module)})
        for store in ("_parameters", "_buffers")
        for tensor in _table(owner, store).values()
    )


def call_lazy(module: nn.Module, *inputs: object) -> None:
    """Call a module that waits for its first input, in evaluation: none counts it."""
    if not has_lazy(module):
        return
    modes = {inner: inner.training for inner in inner_modules(module).values()}
    for inner in modes:
        inner.training = False
    with torch.no_grad():
        module(*inputs)
    for inner, mode in modes.items():
        inner.training = mode


def children(module: nn.Module) -> dict[str, nn.Module]:
    """Name the modules that are registered in a module, each once."""
    named = {id(child): (n, child) for n, child in _table(module, "_modules").items()}
    return {name: child for name, child in named.values() if child is not None}


def _modules(
    module: nn.Module, path: str, seen: set[int]
) -> Iterator[tuple[str, nn.Module]]:
    yield path, module
    for name, child in _table(module, "_modules").items():
        if child is not None and id(child) not in seen and len(seen) < MAX_VISITED:
            seen.add(id(child))
            yield from _modules(child, f"{path}{name}.", seen)


def _table(module: nn.Module, store: str) -> Mapping[str, Any]:
    """A module's own table, not what a property of its class says."""
    if isinstance(module, torch.jit.ScriptModule):  # which keeps them elsewhere
        return dict(getattr(module, store).items())
    table = object.__getattribute__(module, "__dict__").get(store)
    return dict(dict.items(table)) if issubclass(type(table), dict) else {}


def modules_held(module: nn.Module) -> list[nn.Module]:
    """List a module, and those that it holds without having registered them."""
    held, seen, waiting = list[nn.Module](), set[int](), [module]
    while waiting:
        new = waiting.pop()
        if id(new) in seen or len(held) >= MAX_VISITED:
            continue
        held.append(new)
        inner = [item for _, item in _modules(new, "", {id(new)})]
        seen.update(map(id, inner))
        waiting += (x for item in inner for x in _modules_among(vars(item).values()))
    return held


def _modules_among(values: Iterable[object]) -> Iterator[nn.Module]:
    for value in values:
        if isinstance(value, nn.Module):
            yield value
        elif isinstance(value, list | tuple):
            yield from _modules_among(x for x in value if x is not value)
        elif isinstance(value, dict):
            yield from _modules_among(x for x in value.values() if x is not value)


def _walk(value: object, path: str, seen: set[int]) -> Iterator[Found]:
    for name, item, rank in _members(value):
        here = f"{path}.{name}" if path else name
        if isinstance(item, Tensor):
            yield Found(here, item, 0 if isinstance(item, nn.Parameter) else rank)
        elif isinstance(item, nn.Module | list | tuple | dict):
            if id(item) in seen or len(seen) > MAX_VISITED:
                continue
            seen.add(id(item))
            yield from _walk(item, here, seen)


def _members(value: object) -> Iterator[tuple[str, object, int]]:
    if isinstance(value, nn.Module):
        for store, rank in TABLES.items():
            for name, item in _table(value, store).items():
                yield str(name), item, rank
        for name, item in list(vars(value).items()):
            if isinstance(item, Tensor | nn.Module):
                yield name, item, 1
            elif name in TABLES or not isinstance(item, list | tuple | dict):
                continue  # as most are: hence asked first
            elif not name.endswith("hooks"):
                yield name, item, 1
    elif isinstance(value, dict):
        yield from ((str(name), item, 1) for name, item in value.items())
    elif isinstance(value, list | tuple):
        yield from ((str(index), item, 1) for index, item in enumerate(value))


def pair(layout: Layout, found: list[Found]) -> dict[str, Found]:
    """Pair the reference's parameters with a student's tensors.

    By name and shape; what is left by shape, in order; then by reversed shape
    (a transposed weight); then by number of elements (a bias of shape (1, n)); at
    last by name alone, which serves to look at a tensor but not to fill it.
    """
    passes: tuple[Callable[[TensorSpec, Found], bool], ...] = (
        lambda spec, item: spec.name == item.name and spec.shape == _shape(item),
        lambda spec, item: spec.name == item.name and spec.shape == _shape(item)[::-1],
        lambda spec, item: spec.shape == _shape(item),
        lambda spec, item: spec.shape == _shape(item)[::-1],
        lambda spec, item: math.prod(spec.shape) == item.tensor.numel(),
        lambda spec, item: spec.name == item.name,
    )
    pairs: dict[str, Found] = {}
    left = list(found)
    for agrees in passes:
        if len(pairs) == len(layout):
            break
        for spec in layout:
            if spec.name in pairs:
                continue
            match = next((item for item in left if agrees(spec, item)), None)
            if match is not None:
                pairs[spec.name] = match
                left = [item for item in left if item is not match]
    return {spec.name: pairs[spec.name] for spec in layout if spec.name in pairs}


def _shape(item: Found) -> tuple[int, ...]:
    return tuple(item.tensor.shape)


@past_modes
def fill(
    module: nn.Module, layout: Layout, values: Values | None
) -> tuple[dict[TensorSpec, Tensor], list[str]]:
    """Fill a module with values made from the reference's names and shapes.

    Args:
        module: Changed in place.
        layout: The reference's names and shapes.
        values: Makes the values for one of these; None pairs without filling.

    Returns:
        The tensors by what they are in the reference, and the names that could not
        be filled: the reference's without a counterpart, and Parameters of the
        module's own that the reference does not have.
    """
    found = tensors_of(module)
    pairs = pair(layout, found)
    paired = {id(item.tensor) for item in pairs.values()}
    unfilled = [
        item.name for item in found if item.rank == 0 and id(item.tensor) not in paired
    ]
    for spec in layout:
        held = pairs.get(spec.name)
        if not held or (values and not _copied(held.tensor, values(spec))):
            unfilled.append(spec.name)
    filled = {s: pairs[s.name].tensor for s in layout if s.name in pairs}
    return filled, unfilled


def _copied(target: Tensor, values: Tensor) -> bool:
    """Copy values into a tensor of the same, reversed or flattened shape."""
    with torch.no_grad():
        if target.shape == values.shape:
            target.data.copy_(values)
        elif tuple(target.shape) == tuple(values.shape)[::-1]:
            target.data.copy_(values.permute(*range(values.dim() - 1, -1, -1)))
        elif target.numel() == values.numel():
            target.data.copy_(values.reshape(target.shape))
        else:
            return False
    return True
