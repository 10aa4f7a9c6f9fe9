"""Notice when code in a child has replaced part of torch or of the builtins.

A snapshot of what the names are bound to is taken before any student code runs.
New names are no tampering: lazy imports add them all the time. But in a class they
are, where they hide what it inherits: most of torch.Tensor's methods are inherited.
"""

from __future__ import annotations

import builtins
import ctypes
import gc
import operator
import sys
import types
from dataclasses import dataclass
from pathlib import Path

import torch
import torch.nn.functional

from grader.isolation.protocol import MAX_TAMPERED

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
# Names that torch and Python rebind in honest use: the first step of an optimizer
# imports torch._dynamo, which wraps `manual_seed`; `set_default_dtype` sets `Storage`.
UNSTABLE = {
    *("__repr__", "__str__", "__format__", "print", "input", "display"),  # only shown
    "_",
    "_default_device",
    "_cached_device_count",
    "default_generator",
    "manual_seed",
    "Storage",
}

_TORCH = str(Path(torch.__file__).parent)
_VERSION_OFFSET = 24  # of ma_version_tag in a dict: CPython 3.11 to 3.13, 64 bits


@dataclass
class _Watched:
    """What one namespace held before any student code ran."""

    prefix: str
    namespace: dict[str, object]
    names: tuple[str, ...]
    values: tuple[object, ...]
    inherited: frozenset[str]
    version: int

    def changed(self) -> list[str]:
        """Names that are bound to something else by now."""
        version = _version(self.namespace)
        if version == self.version and _versions_work:
            return []
        now = tuple(map(self.namespace.get, self.names))
        hidden = self.inherited & self.namespace.keys()
        if all(map(operator.is_, now, self.values)) and not hidden:
            self.version = version
            return []
        pairs = zip(self.names, self.values, now, strict=True)
        changed = [
            name for name, old, new in pairs if old is not new and not _is_torchs(new)
        ]
        return [f"{self.prefix}.{name}" for name in changed + sorted(hidden)]


_snapshot: list[_Watched] = []


def take_snapshot() -> None:
    """Remember what every watched name is bound to. Call before student code."""
    _snapshot[:] = [_watch(owner) for owner in WATCHED]


def _watch(owner: object) -> _Watched:
    namespace = vars(owner)
    if not isinstance(namespace, dict):  # a class shows a proxy of its namespace
        namespace = gc.get_referents(namespace)[0]
    code = {
        name: value
        for name, value in namespace.items()
        if _is_code(value) and name not in UNSTABLE
    }
    return _Watched(
        prefix=_name(owner),
        namespace=namespace,
        names=tuple(code),
        values=tuple(code.values()),
        inherited=frozenset(_inherited_names(owner) - namespace.keys()),
        version=_version(namespace),
    )


def _inherited_names(owner: object) -> set[str]:
    bases = owner.__mro__[1:-1] if isinstance(owner, type) else ()  # not of `object`
    return {name for base in bases for name in vars(base)}


def changed() -> tuple[str, ...]:
    """Names, such as `torch.relu`, that are bound to something else by now."""
    found = [name for watched in _snapshot for name in watched.changed()]
    return tuple(found[:MAX_TAMPERED])


def _version(namespace: dict[str, object]) -> int:
    """A number that CPython changes whenever a dict changes.

    Looking at 2,400 functions would write their reference counts, and so copy 700
    pages of the nursery into every child: 4 of its 17 ms.
    """
    if sys.version_info >= (3, 14):  # the number is gone
        return 0
    return ctypes.c_uint64.from_address(id(namespace) + _VERSION_OFFSET).value


def _test_versions() -> bool:
    """Whether this interpreter keeps versions where we look for them."""
    probe: dict[str, object] = {"name": 1}
    before = _version(probe)
    unchanged = _version(probe)
    probe["name"] = 2
    return before == unchanged != _version(probe)


_versions_work = _test_versions()


def _is_torchs(value: object) -> bool:
    """Whether a function was written in torch's own files.

    `torch.compile` and optimizers wrap functions of torch at their first use. Only
    the function's own code counts: what it claims to wrap is its own claim.
    """
    code = getattr(value, "__code__", None)
    return isinstance(code, types.CodeType) and code.co_filename.startswith(_TORCH)


def _is_code(value: object) -> bool:
    return callable(value) or isinstance(
        value, staticmethod | classmethod | property | types.ModuleType
    )


def _name(owner: object) -> str:
    name = str(getattr(owner, "__name__", owner))
    module = getattr(owner, "__module__", "") if isinstance(owner, type) else ""
    return f"{module}.{name}" if module else name
