"""Notice when code in a child has replaced part of torch, of Python or of the grader.

A snapshot of what the names are bound to is taken before any student code runs.
New names are no tampering: lazy imports add them all the time. But in a class they
are, where they hide what it inherits: most of torch.Tensor's methods are inherited.
In the grader's own modules and classes any change is: nobody else has business there,
and what is put back in time was changed all the same. In the main classes of torch that
counts, too, unless names were added meanwhile, or torch.fx traced something.

What looks at the snapshot is one function that holds everything it needs, and uses no
builtin: code that replaces `len`, or a method of a class found by
`object.__subclasses__()`, must not be able to blind it.
"""

from __future__ import annotations

import builtins
import collections
import contextlib
import copy
import ctypes
import functools
import gc
import importlib._bootstrap
import importlib._bootstrap_external
import importlib.machinery
import inspect
import io
import itertools
import json
import math
import operator
import os
import random
import re
import secrets
import sys
import traceback
import types
import unittest.mock
from _ctypes import _SimpleCData
from collections.abc import Callable, Iterable, Iterator, Sequence, Set
from typing import NamedTuple

import msgspec
import numpy as np
import torch
import torch.autograd.profiler
import torch.fx
import torch.nn.functional
import torch.nn.utils
from torch import nn


def _classes_of(*modules: types.ModuleType) -> Iterator[type]:
    for module in modules:
        for value in vars(module).values():
            if isinstance(value, type) and value.__module__ == module.__name__:
                yield value


# Classes that nobody rebinds a name of for a while, neither torch nor the checks: here
# what was put back in time was changed all the same.
PATIENT = (
    nn.Module, torch.Tensor, nn.Parameter, torch.autograd.Function,
    type(torch.Tensor), type(nn.Parameter),
)  # fmt: skip
WATCHED: tuple[object, ...] = (
    builtins,  # first: what looks at the others may rely on it
    *(collections, contextlib, copy, functools, inspect, io, itertools, json, math),
    *(operator, os, random, re, traceback, msgspec, msgspec.json, msgspec.structs, np),
    *(secrets, sys, unittest.mock, torch.autograd.profiler),
    *_classes_of(
        contextlib, inspect, re, secrets, unittest.mock, torch.autograd.profiler
    ),
    *(torch, nn, nn.functional, nn.init, nn.utils, torch.autograd, torch.cuda),
    *(torch.overrides, torch.random, torch.serialization, torch.utils._python_dispatch),
    *PATIENT,
    *(
        kind
        for kind in vars(nn).values()
        if isinstance(kind, type)
        and issubclass(kind, nn.Module)
        and kind not in PATIENT
    ),
)
# Names that torch and Python rebind in honest use: the first step of an optimizer
# imports torch._dynamo, which wraps `manual_seed`; `set_default_dtype` sets `Storage`.
UNSTABLE = frozenset({
    *("__repr__", "__str__", "__format__", "print", "input", "display"),  # only shown
    "_",
    "_default_device",
    "_cached_device_count",
    "default_generator",
    "manual_seed",
    "Storage",
    # Rebound by honest code, and of no account here.
    *("load", "save", "seed", "extra_repr", "breakpointhook", "excepthook"),
    *("displayhook", "unraisablehook", "_getframe"),
})  # fmt: skip

# Names that numpy once had, and much old code gives back to it.
SHIMS = frozenset((np, n) for n in ("bool", "int", "float", "object", "str"))
# What Python itself adds to a class when somebody asks for it, as `help` does.
LAZY = frozenset({"__annotations__", "__abstractmethods__", "__doc__"}) | UNSTABLE
_TRACING = vars(torch.fx._symbolic_trace)
_VERSION_OFFSET = 24  # of ma_version_tag in a dict: CPython 3.11 to 3.13, 64 bits

PUT_BACK = ", and put back,"
OURS = "the grader's own code, or what imports modules,"

# Not `.value`: the class of these numbers is Python's, and could get another.
_READ: Callable[[ctypes.c_uint64], int] = vars(_SimpleCData)["value"].__get__

Namespace = dict[str, object]
Change = tuple[str, object]  # a name, such as `torch.relu`, and what it is bound to now
Changes = Callable[[], list[Change]]


class _Watched(NamedTuple):
    """What one namespace held before any student code ran."""

    prefix: str
    get: Callable[[str], object]
    keys: Callable[[], Set[str]]
    pairs: tuple[tuple[str, object], ...]
    rest: tuple[tuple[str, object], ...]  # other names, which may change
    inherited: frozenset[str]
    version: ctypes.c_uint64
    seen: list[int]  # the last version that held nothing new, and the number of names
    strict: bool  # whether a change that was taken back counts


def snapshot(own: Iterable[Namespace] = ()) -> Changes:
    """Remember what every watched name is bound to. Call before student code.

    Args:
        own: Namespaces of the grader, in which every change counts.

    Returns:
        A function that says which names are bound to something else by now.
    """
    spaces = [*own, *_importing()]
    for space in spaces:
        if "__builtins__" in space:  # a module's: `warnings` keeps its notes there
            space.setdefault("__warningregistry__", {})
    own_ones = [_watched(OURS, space, space) for space in spaces]
    others = [_watch(owner) for owner in WATCHED]
    ours, looks = _make_ours(own_ones), [_make_look(item) for item in others]
    # All versions at once, in C: an honest child has nothing else to look at, but for
    # the one namespace of torch in which entering a mode is noted.
    cells = [item.version for item in (*own_ones, *others)]
    versions_work, as_tuple, apply, read = _versions_work, tuple, map, _READ
    accepted, together, first = [as_tuple(apply(read, cells))], zip, len(own_ones)

    def changes() -> list[Change]:
        now, before = as_tuple(apply(read, cells)), accepted[0]
        if versions_work and now == before:
            return []
        untouched = versions_work and now[:first] == before[:first]
        found = [] if untouched else ours()
        if found:  # then the rest may be lies
            return found
        for look, old, new in together(looks, before[first:], now[first:]):
            if not versions_work or old != new:
                look(found)
        if not found:
            accepted[0] = now
        return found

    return changes


def _make_ours(spaces: Sequence[_Watched]) -> Changes:
    """Make the function that says whether the grader's own code was changed."""
    # Plain tuples: a class could be found, and given other attributes.
    seen = [(space.version, space.seen[0], space.get, space.pairs) for space in spaces]
    versions_work, read = _versions_work, _READ

    def ours() -> list[Change]:
        for version, before, get, pairs in seen:
            if versions_work and read(version) != before:
                return [(OURS, None)]
            for name, old in () if versions_work else pairs:
                if get(name) is not old:
                    return [(OURS, None)]
        return []

    return ours


def _make_look(  # noqa: C901 - functions that live in one another's cells
    watched: _Watched,
) -> Callable[[list[Change]], None]:
    """Make the function that adds what changed in one namespace."""
    prefix, get, keys, pairs, rest, inherited, version, seen, strict = watched
    versions_work, count, read = _versions_work, len, _READ
    # A trace by torch.fx replaces methods of Module, puts them back, and sets a flag.
    tracing = ctypes.c_uint64.from_address(id(_TRACING) + _VERSION_OFFSET)
    traces = [tracing.value]

    def look(found: list[Change]) -> None:
        now = read(version)
        if versions_work and now == seen[0]:
            return
        known, names = count(found), count(keys())
        for name, old in pairs:
            new = get(name)
            if new is not old:
                found.append((f"{prefix}.{name}", new))
        for name in inherited & keys():
            found.append((f"{prefix}.{name}", get(name)))
        if count(found) == known and strict and put_back(names):
            found.append((f"{prefix}{PUT_BACK}", None))
            known += 1  # told once
        if count(found) == known:
            seen[:] = now, names

    def put_back(names: int) -> bool:
        """Whether nothing is left that explains the change."""
        if not versions_work or names != seen[1]:
            return False
        if traces[0] != read(tracing):
            traces[0] = read(tracing)
            return False
        for name, old in rest:  # noqa: SIM110 - `all` is a builtin
            if get(name) is not old:
                return False
        return True

    return look


def _importing() -> Iterator[Namespace]:
    """What loads libraries: who changes it decides what passes for one."""
    machinery = importlib.machinery
    for name in ("importlib._bootstrap", "importlib._bootstrap_external"):
        yield vars(sys.modules[name])
    for kind in machinery.SourceFileLoader.__mro__[:-1]:
        if kind.__module__.endswith("_bootstrap_external"):
            yield _namespace(kind)


def own_namespaces() -> Iterator[Namespace]:
    """Every module of the grader that is imported, and every class in one."""
    for name, module in tuple(sys.modules.items()):
        if name == "grader" or name.startswith("grader."):
            yield vars(module)
            for value in tuple(vars(module).values()):
                if isinstance(value, type) and value.__module__ == name:
                    yield _namespace(value)


def _watch(owner: object) -> _Watched:
    namespace = _namespace(owner)
    code = {
        name: value
        for name, value in namespace.items()
        if _is_code(value) and name not in UNSTABLE and (owner, name) not in SHIMS
    }
    inherited = frozenset(_inherited_names(owner) - namespace.keys())
    return _watched(_name(owner), namespace, code, inherited, strict=owner in PATIENT)


def _watched(
    prefix: str,
    namespace: Namespace,
    code: Namespace,
    inherited: frozenset[str] = frozenset(),
    *,
    strict: bool = True,
) -> _Watched:
    version = ctypes.c_uint64.from_address(id(namespace) + _VERSION_OFFSET)
    return _Watched(
        prefix=prefix,
        get=namespace.get,
        keys=namespace.keys,
        pairs=tuple(code.items()),
        rest=tuple((name, namespace[name]) for name in namespace.keys() - code.keys()),
        inherited=inherited,
        version=version,
        seen=[version.value, len(namespace)],
        strict=strict,
    )


def _namespace(owner: object) -> Namespace:
    namespace = vars(owner)
    if isinstance(namespace, dict):
        return namespace
    found: Namespace = gc.get_referents(namespace)[0]  # a class shows a proxy of it
    return found


def _inherited_names(owner: object) -> set[str]:
    bases = owner.__mro__[1:-1] if isinstance(owner, type) else ()  # not of `object`
    return {name for base in bases for name in vars(base)} - LAZY


def _test_versions() -> bool:
    """Whether this interpreter changes a number in a dict whenever the dict changes.

    Looking at thousands of functions would write their reference counts, and so copy
    700 pages of the nursery into every child: 4 of its 17 ms.
    """
    if sys.version_info >= (3, 14):  # the number is gone
        return False
    probe: Namespace = {"name": 1}
    version = ctypes.c_uint64.from_address(id(probe) + _VERSION_OFFSET)
    before, unchanged = version.value, version.value
    probe["name"] = 2
    return before == unchanged != version.value


_versions_work = _test_versions()


def _is_code(value: object) -> bool:
    return callable(value) or isinstance(
        value, staticmethod | classmethod | property | types.ModuleType
    )


def _name(owner: object) -> str:
    name = str(getattr(owner, "__name__", owner))
    module = getattr(owner, "__module__", "") if isinstance(owner, type) else ""
    return f"{module}.{name}" if module else name
