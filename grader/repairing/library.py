"""What torch has: which names, of which kind, and how a submission calls them."""

from __future__ import annotations

import ast
import builtins
import difflib
import inspect
import types
from collections.abc import Iterable, Mapping

import torch
from torch import nn

from grader.repairing.reading import dotted

MAX_NAME = 60  # characters: comparing takes the product of two lengths
MAX_NAMES = 3_000
NEAR = 0.6
ROOTS = ("torch", "torch.nn", "torch.nn.functional")
USUAL = {
    "torch": "torch", "nn": "torch.nn", "F": "torch.nn.functional",
    "optim": "torch.optim", "init": "torch.nn.init",
}  # fmt: skip
TABLES = ("_modules", "_parameters", "_buffers")
# torch itself, some 1,400 names, is no place to look for words like `self`
_MODULE_METHODS = frozenset(name for name in dir(nn.Module) if name[:1] != "_")


def find(path: str) -> object:
    """Return the object that torch has under `torch.a.b`; None where it has none."""
    first, *rest = path.split(".")
    found: object = torch if first == "torch" else None
    for name in rest:
        found = getattr(found, name, None)
    return found


def resolve(node: ast.AST | None, imports: Mapping[str, str]) -> str:
    """Return the full path of what an expression names, through what is imported."""
    first, dot, rest = dotted(node).partition(".")
    root = imports.get(first) or USUAL.get(first, "")
    return f"{root}{dot}{rest}" if root else ""


def spelled(path: str, imports: Mapping[str, str]) -> str:
    """Return how a submission writes a full path, with what it imports."""
    found = path
    longest = 0
    for name, target in imports.items():
        if f"{path}.".startswith(f"{target}.") and len(target) > longest:
            found, longest = name + path[len(target) :], len(target)
    return found


def is_layer(path: str) -> bool:
    """Whether a path names a class of modules."""
    found = find(path)
    return isinstance(found, type) and issubclass(found, nn.Module)


def is_function(path: str) -> bool:
    """Whether a path names something to call that is no class."""
    found = find(path)
    return callable(found) and not isinstance(found, type)


def is_module(path: str) -> bool:
    """Whether a path names a module of Python's."""
    return isinstance(find(path), types.ModuleType)


def needs_no_arguments(path: str) -> bool:
    """Whether a layer can be made without any argument."""
    try:
        given = inspect.signature(find(path)).parameters.values()  # type: ignore[arg-type]
    except (TypeError, ValueError):
        return False
    kinds = (inspect.Parameter.VAR_POSITIONAL, inspect.Parameter.VAR_KEYWORD)
    return all(item.default is not item.empty or item.kind in kinds for item in given)


def is_method(name: str) -> bool:
    """Whether tensors or modules have a method of that name."""
    return any(
        callable(getattr(kind, name, None)) for kind in (torch.Tensor, nn.Module)
    )


def is_module_method(name: str) -> bool:
    """Whether all modules have a method of that name."""
    return name in _MODULE_METHODS


def names_in(kind: str) -> list[str]:
    """Return the names that an object has, by the name of its type."""
    if kind in ("Tensor", "Parameter"):
        found: object = torch.Tensor
    else:
        found = getattr(nn, kind, None) or getattr(builtins, kind, None)
        found = found or getattr(torch, kind, None) or nn.Module
    return public(found)


def public(found: object) -> list[str]:
    """Return the names of an object that are meant for use."""
    return [name for name in dir(found) if not name.startswith("_")]


def cousins(name: str, first: str = "") -> list[str]:
    """Return the full paths of what has that name in torch, in any case of letters."""
    roots = [*([first] if first else []), *(root for root in ROOTS if root != first)]
    paths = [f"{root}.{name}" for root in roots if hasattr(find(root), name)]
    for root in roots:
        same = [item for item in public(find(root)) if item.lower() == name.lower()]
        paths += [f"{root}.{item}" for item in same]
    return list(dict.fromkeys(paths))


def nearest(name: str, candidates: Iterable[str], count: int = 2) -> list[str]:
    """Return the names that are most like one: those of other case first."""
    known = {item for item in candidates if item != name and len(item) <= MAX_NAME}
    some = sorted(known)[:MAX_NAMES]
    if len(name) > MAX_NAME:
        return []
    same = [item for item in some if _bare(item) == _bare(name)]
    if len(name) < 2:
        return same[:count]
    near = difflib.get_close_matches(name, some, count, NEAR)
    return list(dict.fromkeys([*same, *near]))[:count]


def _bare(name: str) -> str:
    return name.lower().replace("_", "")
