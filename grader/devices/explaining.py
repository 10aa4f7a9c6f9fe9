"""Says where mixed devices come from: which of the user's names, made at which line.

CUDA's words stay as they are; the explanation is a note on the exception (PEP 678),
which Python and pytest print below it.
"""

from __future__ import annotations

import ast
import linecache
import warnings
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from types import FrameType
from typing import Any, cast

import torch
from torch import Tensor, nn

from grader.devices.labels import (
    MAX_NAMES,
    Origin,
    is_tensor,
    label_of,
    names_in,
    user_frame,
)
from grader.devices.machine import CPU
from grader.devices.operands import MixedDevices, Operand

ORIGIN = "simulated_origin"  # attribute of an exception: the line that it is about
MAX_SOURCE = 1_000_000  # characters of a file that is parsed to find a name


def explain(mixed: MixedDevices) -> Exception:
    """Add a note to a refusal that names the tensors and where they came from."""
    here, there = mixed.here, mixed.there
    if here.device is not CPU and there.device is CPU:
        here, there = there, here  # the one on the CPU is the one to explain
    frame = user_frame()
    one, other = (_place(item, frame) for item in (here, there))
    if not other.known_as and one.origin is not None and one.origin.beside:
        name, device = one.origin.beside
        other = Place(device, None, name) if device is other.device else other
    mixed.error.add_note(_contrast(one, other))
    setattr(mixed.error, ORIGIN, one.origin)
    return mixed.error


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
        is_registered: Whether a module holds it as a Parameter or a buffer.
    """

    device: torch.device
    origin: Origin | None
    known_as: str = ""
    is_registered: bool = False

    @cached_property
    def name(self) -> str:
        """What the user calls it; empty if that is not known."""
        assigned = assigned_at(self.origin) if self.origin is not None else ""
        return self.known_as or assigned

    @property
    def shown(self) -> str:
        """Its name, as the subject of a sentence."""
        return f"`{self.name}`" if self.name else "a tensor"

    def __str__(self) -> str:
        where = "the CPU" if self.device is CPU else str(self.device)
        if self.origin is None:
            return f"{self.shown} is on {where}"
        goal = f"{'to' if self.origin.act == 'moved' else 'on'} {where}"
        return f"{self.shown} was {self.origin.act} {goal} at line {self.origin.line}"


def _place(operand: Operand, frame: FrameType | None) -> Place:
    name = name_in(frame, operand.tensor)
    owner, _, attribute = name.rpartition(".")
    module = dict(names_in(frame)).get(owner) if owner and frame else None
    registered = False
    if issubclass(type(module), nn.Module):
        _, buffers, parameters, _ = _tables(cast(nn.Module, module))
        registered = attribute in buffers or attribute in parameters
    return Place(operand.device, _origin_of(operand.tensor), name, registered)


def _origin_of(tensor: Tensor) -> Origin | None:
    label = label_of(tensor)
    return label.origin if label is not None else None


def _advice(wrong: Place, other: Place) -> str:
    owner, _, attribute = wrong.name.rpartition(".")
    if owner and wrong.is_registered:
        return f"move the module there first, by `{owner}.to(...)`"
    if owner == "self" and wrong.device is CPU:
        return (
            f'register it (`self.register_buffer("{attribute}", ...)`), so that it '
            "moves with the module"
        )
    like = other.name or "X"
    if wrong.device is CPU and wrong.origin is not None and wrong.origin.act == "made":
        return f"make it with `{like}.new_zeros(...)` or `device={like}.device`"
    return "bring both to one device first"


def name_in(frame: FrameType | None, tensor: Tensor) -> str:
    """The name by which code in a frame knows a tensor, or what shares its memory."""
    for name, value in _values(frame) if frame is not None else ():
        if is_tensor(value) and _same_memory(value, tensor):
            return name
    return ""


def _values(frame: FrameType) -> Iterator[tuple[str, Any]]:
    """Local names, attributes of local modules, and names of the file in use."""
    local = names_in(frame)
    yield from local
    for name, value in local:
        if issubclass(type(value), nn.Module):
            for table in _tables(value):
                for key, item in list(table.items())[:MAX_NAMES]:
                    yield f"{name}.{key}", item
    for name in frame.f_code.co_names[:MAX_NAMES]:
        yield name, frame.f_globals.get(name)


def _tables(module: nn.Module) -> Iterator[Mapping[str, Any]]:
    made = object.__getattribute__(module, "__dict__")
    yield from (made, made.get("_buffers", {}), made.get("_parameters", {}))
    yield vars(type(module))


def _same_memory(one: Tensor, other: Tensor) -> bool:
    with torch._C.DisableTorchFunction():
        try:
            return one.untyped_storage() is other.untyped_storage()
        except (NotImplementedError, RuntimeError):
            return one is other


def assigned_at(origin: Origin) -> str:
    """The name that the line of an origin binds, such as `Y` or `self.weight`."""
    for first, last, name in _assignments("".join(linecache.getlines(origin.file))):
        if first <= origin.line <= last:
            return name
    return ""


@lru_cache(maxsize=8)
def _assignments(source: str) -> tuple[tuple[int, int, str], ...]:
    """First line, last line and name of every assignment of what a call makes."""
    if not 0 < len(source) < MAX_SOURCE:
        return ()
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of the user's source, which ran before
            nodes = list(ast.walk(ast.parse(source)))
    except (SyntaxError, ValueError, MemoryError, RecursionError):
        return ()
    return tuple(
        (node.lineno, node.end_lineno or node.lineno, ast.unparse(target))
        for node in nodes
        if isinstance(node, ast.Assign | ast.AnnAssign)
        for target in (node.targets if isinstance(node, ast.Assign) else [node.target])
        # in `Y = Y + torch.zeros(3)` it is not Y that the line makes on the CPU
        if isinstance(node.value, ast.Call)
        and isinstance(target, ast.Name | ast.Attribute)
    )
