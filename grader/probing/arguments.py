"""What calls are given: tensors and modules, in tuples, lists and dicts.

Runs inside the sandbox.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, TypeVar

from torch import Tensor, nn
from torch.optim import Optimizer

T = TypeVar("T")


def name_of(index: int, names: tuple[str, ...] = ()) -> str:
    """Say what an argument is called."""
    return names[index] if index < len(names) else f"argument {index + 1}"


def described(value: Any) -> str:
    """Say what an argument is: `(4, 5)`, `[cuda:1, cpu]`."""
    if isinstance(value, Tensor):
        kind = "" if value.is_floating_point() else "of integers "
        place = "" if value.device.type == "cpu" else f" on {value.device}"
        return f"{kind}{tuple(value.shape)}{place}"
    if isinstance(value, nn.Module | Optimizer):
        return type(value).__name__
    if isinstance(value, list | tuple):
        return f"[{', '.join(map(described, value))}]"
    if isinstance(value, dict):
        items = (f"{key}: {described(item)}" for key, item in value.items())
        return f"{{{', '.join(items)}}}"
    return str(value)


def mapped(value: T, function: Callable[[Tensor], Any]) -> T:
    """Apply a function to every tensor in tuples, lists and dicts.

    A subclass becomes what it is by nature: how one is made, only its author knows.
    """
    changed: Any = value
    if isinstance(value, Tensor):
        changed = function(value)
    elif isinstance(value, list | tuple):
        kind = list if isinstance(value, list) else tuple
        changed = kind(mapped(item, function) for item in value)
    elif isinstance(value, dict):
        changed = {key: mapped(item, function) for key, item in value.items()}
    return changed  # type: ignore[no-any-return]


def copied(value: T) -> T:
    """Copy tuples, lists and dicts, and none of the tensors in them."""
    return mapped(value, lambda tensor: tensor)


def tensors_in(value: object) -> Iterator[Tensor]:
    """Yield every tensor in tuples, lists and dicts."""
    if isinstance(value, Tensor):
        yield value
    elif isinstance(value, list | tuple):
        for item in value:
            yield from tensors_in(item)
    elif isinstance(value, dict):
        yield from tensors_in(list(value.values()))


def named_tensors(value: object) -> Iterator[tuple[str, Tensor]]:
    """Yield the tensors of a mapping, with their names."""
    for name, item in value.items() if isinstance(value, dict) else ():
        if isinstance(item, Tensor):
            yield str(name), item


def modules_in(value: object) -> Iterator[nn.Module]:
    """Yield every module in tuples, lists and dicts."""
    if isinstance(value, nn.Module):
        yield value
    elif isinstance(value, list | tuple):
        for item in value:
            yield from modules_in(item)
    elif isinstance(value, dict):
        yield from modules_in(list(value.values()))


def kept(value: object) -> Any:
    """Copy the tensors of a result, so that later changes do not show in it."""
    return mapped(value, lambda tensor: tensor.detach().clone())
