"""Switches that hold for all of torch, such as `torch.backends.cudnn.benchmark`.

They are found, not listed: the properties of torch's backends, and what torch has a
function to set and one to ask for. Runs inside the sandbox.
"""

from __future__ import annotations

import types
import warnings
from collections.abc import Callable, Iterator
from contextlib import suppress
from functools import partial
from typing import Any, NamedTuple

import torch
from torch import backends

Plain = bool | int | str | None
# what `side_effects` tells in words of its own, and what can be set once only
LEFT_OUT = {
    *("anomaly_enabled", "grad_enabled", "num_threads", "deterministic_debug_mode"),
    "num_interop_threads",
}


class Switch(NamedTuple):
    """A switch: what it is called, how to ask for it, and how to set it."""

    name: str
    ask: Callable[[], Any]
    set: Callable[[Any], object]


def _of_backends() -> Iterator[Switch]:
    for module in vars(backends).values():
        found = vars(type(module)) if isinstance(module, types.ModuleType) else {}
        for name, value in found.items():
            if isinstance(value, backends.ContextProp):
                label = f"`{module.__name__}.{name}`"
                yield Switch(
                    label,
                    partial(getattr, module, name),
                    partial(setattr, module, name),
                )


def _of_torch() -> Iterator[Switch]:
    for setter in (name for name in dir(torch) if name.startswith("set_")):
        what = setter.removeprefix("set_")
        for name in (f"get_{what}", f"is_{what}", f"is_{what}_enabled"):
            if what not in LEFT_OUT and hasattr(torch, name):
                ask, put = getattr(torch, name), getattr(torch, setter)
                yield Switch(f"what `torch.{setter}` sets", ask, put)


def _plain(ask: Callable[[], Any]) -> bool:
    """Whether it tells a plain value, and without a warning that it is deprecated."""
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        try:
            return isinstance(ask(), Plain)
        except Exception:
            return False


_SWITCHES = [item for item in (*_of_backends(), *_of_torch()) if _plain(item.ask)]
_AT_FIRST = [switch.ask() for switch in _SWITCHES]


def read() -> dict[str, Plain]:
    """How all switches stand; one that cannot be asked any more is None."""
    return {switch.name: _asked(switch) for switch in _SWITCHES}


def settle() -> None:
    """Put all switches back to how they stood before any submission was loaded."""
    for switch, first in zip(_SWITCHES, _AT_FIRST, strict=True):
        if _asked(switch) != first:
            with suppress(Exception):
                switch.set(first)


def _asked(switch: Switch) -> Plain:
    with suppress(Exception):
        value = switch.ask()
        return value if isinstance(value, Plain) else None
    return None
