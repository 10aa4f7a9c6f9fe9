"""Says where mixed devices come from: which of the user's names, made at which line.

CUDA's words stay as they are; the explanation is a note on the exception (PEP 678),
which Python and pytest print below it.
"""

from __future__ import annotations

import ast
import linecache
import os
import warnings
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Any

import torch
from torch import Tensor, nn

from grader.devices.callers import MAX_NAMES, Caller, Names, caller
from grader.devices.labels import (
    Origin,
    is_tensor,
    label_of,
)
from grader.devices.machine import CPU
from grader.devices.operands import MixedDevices, Operand

ORIGIN = "simulated_origin"  # attribute of an exception: the line that it is about
MAX_DEPTH = 4  # of modules in modules, looked through likewise
MAX_SOURCE = 1_000_000  # characters of a file that is parsed to find a name


def explain(mixed: MixedDevices) -> Exception:
    """Add a note to a refusal that names the tensors and where they came from."""
    with suppress(Exception):  # of what the user's objects do when they are looked at
        _annotate(mixed)
    return mixed.error


def _annotate(mixed: MixedDevices) -> None:
    here, there = mixed.here, mixed.there
    if here.device is not CPU and there.device is CPU:
        here, there = there, here  # the one on the CPU is the one to explain
    code = caller(local=True, used=True)
    one, other = (_place(item, code) for item in (here, there))
    if not other.known_as and one.origin is not None and one.origin.beside:
        name, device = one.origin.beside
        other = Place(device, None, name) if device is other.device else other
    mixed.error.add_note(_contrast(one, other))
    setattr(mixed.error, ORIGIN, one.origin)


def history_of(tensor: Tensor) -> tuple[str, Origin] | None:
    """Say how a tensor came to be where it is, if a line of a user put it there.

    Returns:
        A sentence, and the line.
    """
    label = label_of(tensor)
    if label is None or label.origin is None or label.device is None:
        return None
    place, origin = Place(label.device, label.origin), label.origin
    if not origin.beside or label.device is not CPU or origin.act == "moved":
        return str(place), origin
    other = Place(origin.beside[1], None, origin.beside[0])
    return _contrast(place, other), origin


def _contrast(one: Place, other: Place) -> str:
    advice = _advice(one, other)
    return f"{one} while {other.shown} is on {other.device}; {advice}"


@dataclass(frozen=True)
class Place:
    """Where a tensor is, and how it came there.

    Attributes:
        known_as: What the code that runs calls it, if that was found.
        owner: The module that holds it as a Parameter or a buffer.
        code: The code that runs, if it does.
    """

    device: torch.device
    origin: Origin | None
    known_as: str = ""
    owner: str = ""
    code: Caller | None = None

    @cached_property
    def name(self) -> str:
        """What the user calls it; empty if that is not known."""
        if self.known_as or self.origin is None:
            return self.known_as
        name, known = (
            assigned_at(self.origin),
            dict(self.code.names if self.code else ()),
        )
        # by now another tensor may go by that name
        return "" if name in known else name

    @property
    def shown(self) -> str:
        """Its name, as the subject of a sentence."""
        return f"`{self.name}`" if self.name else "a tensor"

    def __str__(self) -> str:
        where = "the CPU" if self.device is CPU else str(self.device)
        if self.origin is None or self.owner:
            return f"{self.shown} is on {where}"
        goal = f"{'to' if self.origin.act == 'moved' else 'on'} {where}"
        line = f"line {self.origin.line}"
        if self.code is not None and self.code.file != self.origin.file:
            line += f" of {os.path.basename(self.origin.file)}"
        return f"{self.shown} was {self.origin.act} {goal} at {line}"

    @property
    def is_forgotten_buffer(self) -> bool:
        """Whether a module keeps it as a plain tensor."""
        owner, _, _ = self.name.rpartition(".")
        if owner != "self" or self.device is not CPU:
            return False
        names = dict(self.code.names) if self.code is not None else {}
        return issubclass(type(names.get("self")), nn.Module)


def _place(operand: Operand, code: Caller | None) -> Place:
    name, owner = name_in(code.names if code is not None else [], operand.tensor)
    return Place(operand.device, _origin_of(operand.tensor), name, owner, code)


def _origin_of(tensor: Tensor) -> Origin | None:
    label = label_of(tensor)
    return label.origin if label is not None else None


def _advice(wrong: Place, other: Place) -> str:
    if wrong.owner:
        return f"move the module there first: `{wrong.owner}.to(...)`"
    if wrong.is_forgotten_buffer:
        attribute = wrong.name.partition(".")[2]
        return (
            f'register it (`self.register_buffer("{attribute}", ...)`), so that it '
            "moves with the module"
        )
    was_made = wrong.origin is not None and wrong.origin.act == "made"
    if other.owner and wrong.name.isidentifier():
        return f"move it there first: `{wrong.name} = {wrong.name}.to(...)`"
    if wrong.device is CPU and was_made and other.name:
        like = other.name
        return f"make it with `{like}.new_zeros(...)` or `device={like}.device`"
    return "bring both to one device first"


def name_in(names: Names, tensor: Tensor) -> tuple[str, str]:
    """The name under which code knows a tensor, or what shares its memory.

    Returns:
        The name, and that of the module that registered it; empty if there is none.
    """
    for name, value, owner in _with_attributes(names):
        if is_tensor(value) and _same_memory(value, tensor):
            return name, owner
    return "", ""


def _with_attributes(names: Names) -> Iterator[tuple[str, Any, str]]:
    """The names, then the attributes of modules among them, and who registered them."""
    known = [(name, value) for name, value in names if name.isidentifier()]
    for name, value in known:
        yield name, value, ""
    for name, value in known:
        if issubclass(type(value), nn.Module):
            for key, item, registered in _held(value, MAX_DEPTH):
                yield f"{name}.{key}", item, name if registered else ""


def _held(module: nn.Module, depth: int) -> Iterator[tuple[str, Any, bool]]:
    """What a module holds, and the modules in it; whether it is registered."""
    made = object.__getattribute__(module, "__dict__")
    for table in (made.get("_parameters", {}), made.get("_buffers", {})):
        yield from ((k, v, True) for k, v in list(table.items())[:MAX_NAMES])
    for table in (made, vars(type(module))):
        yield from ((k, v, False) for k, v in list(table.items())[:MAX_NAMES])
    children = made.get("_modules", {}) if depth else {}
    for name, child in list(children.items())[:MAX_NAMES]:
        if issubclass(type(child), nn.Module):
            for key, item, registered in _held(child, depth - 1):
                yield f"{name}.{key}", item, registered


def _same_memory(one: Tensor, other: Tensor) -> bool:
    with torch._C.DisableTorchFunction():
        try:
            return one.untyped_storage() is other.untyped_storage()
        except (NotImplementedError, RuntimeError):
            return one is other


def assigned_at(origin: Origin) -> str:
    """The name that the line of an origin binds, such as `Y` or `self.weight`."""
    for node in _assignments("".join(linecache.getlines(origin.file))):
        if node.lineno <= origin.line <= (node.end_lineno or node.lineno):
            several = node.targets if isinstance(node, ast.Assign) else [node.target]
            for target in several:
                if isinstance(target, ast.Name | ast.Attribute):
                    return ast.unparse(target)
    return ""


@lru_cache(maxsize=8)
def _assignments(source: str) -> tuple[ast.Assign | ast.AnnAssign, ...]:
    """Every assignment of what a call makes."""
    if not 0 < len(source) < MAX_SOURCE:
        return ()
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of the user's source, which ran before
            statements = list(_statements(ast.parse(source)))
    except (SyntaxError, ValueError, MemoryError, RecursionError):
        return ()
    return tuple(
        node
        for node in statements
        if isinstance(node, ast.Assign | ast.AnnAssign)
        # in `Y = Y + torch.zeros(3)` it is not Y that the line makes on the CPU
        and isinstance(node.value, ast.Call)
    )


def _statements(node: ast.AST) -> Iterator[ast.AST]:
    for child in ast.iter_child_nodes(node):
        if not isinstance(child, ast.expr):  # which holds no statement
            yield child
            yield from _statements(child)
