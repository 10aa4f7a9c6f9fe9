"""Notice when code in a child has replaced part of torch or of the builtins.

A snapshot of what the names are bound to is taken before any student code runs.
New names are no tampering: lazy imports add them all the time.
"""

from __future__ import annotations

import builtins
import operator
import types

import torch
import torch.nn.functional

WATCHED: tuple[object, ...] = (
    builtins,
    torch,
    torch.nn,
    torch.nn.functional,
    torch.nn.init,
    torch.autograd,
    torch.cuda,
    torch.Tensor,
    torch.nn.Module,
    torch.nn.Parameter,
    torch.nn.Linear,
    torch.nn.Sequential,
)
# Names that torch and Python rebind in honest use.
UNSTABLE = {"_", "_default_device", "_cached_device_count", "default_generator"}

_snapshot: list[tuple[str, object, tuple[str, ...], tuple[object, ...]]] = []
MAX_NAMES = 20


def take_snapshot() -> None:
    """Remember what every watched name is bound to. Call before student code."""
    for owner in WATCHED:
        code = {
            name: value
            for name, value in vars(owner).items()
            if _is_code(value) and name not in UNSTABLE
        }
        _snapshot.append((_name(owner), owner, tuple(code), tuple(code.values())))


def changed() -> tuple[str, ...]:
    """Names, such as `torch.relu`, that are bound to something else by now."""
    found: list[str] = []
    for prefix, owner, names, values in _snapshot:
        now = tuple(map(vars(owner).get, names))
        if not all(map(operator.is_, now, values)):
            found += [
                f"{prefix}.{name}"
                for name, old, new in zip(names, values, now, strict=True)
                if old is not new
            ]
    return tuple(found[:MAX_NAMES])


def _is_code(value: object) -> bool:
    return callable(value) or isinstance(
        value, staticmethod | classmethod | property | types.ModuleType
    )


def _name(owner: object) -> str:
    name = str(getattr(owner, "__name__", owner))
    module = getattr(owner, "__module__", "") if isinstance(owner, type) else ""
    return f"{module}.{name}" if module else name
