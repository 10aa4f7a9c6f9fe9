"""Calls as one would type them, with the numbers that they are made on.

Told by the reference alone: the student's implementation is called on the same, and
nothing that it says is believed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING, Any

import torch
from torch import Tensor, nn

from grader.isolation.protocol import FEW, MAX_GIVEN, MAX_MADE, Given, Made
from grader.probing.arguments import described, name_of, tensors_in

if TYPE_CHECKING:
    from grader.probing.calls import Call
    from grader.probing.draw import Draw

MAX_CALL = 200  # characters
MAX_ARGUMENT = 60
DIGITS = 4


def typed(function: str, given: Iterable[str]) -> str:
    """Write a call: `MyLinear(5, 3)`."""
    return f"{function}({', '.join(given)})"[:MAX_CALL]


def arguments_typed(values: Iterable[object], named: Mapping[str, object]) -> list[str]:
    """Write arguments that have no names of their own: `5, 3, bias=False`."""
    written = [argument(value) for value in values]
    return written + [f"{name}={argument(value)}" for name, value in named.items()]


def argument(value: object) -> str:
    """Write one argument; of what is long, the type."""
    if isinstance(value, Tensor):
        return f"a tensor {tuple(value.shape)}"
    if isinstance(value, torch.device):
        return f'torch.device("{value}")'
    if isinstance(value, list | tuple):
        inside = ", ".join(map(argument, value))
        return f"[{inside}]" if isinstance(value, list) else f"({inside})"
    text = repr(value)
    if "\n" in text or len(text) > MAX_ARGUMENT or text.startswith("<"):
        name = getattr(value, "__name__", "")
        return str(name or f"{type(value).__name__}(…)")
    return text


def given(name: str, value: object) -> Given:
    """Tell a tensor by its numbers where they are few; else say what it is."""
    if not isinstance(value, Tensor):
        return Given(name=name, what=described(value))
    dtype = str(value.dtype).removeprefix("torch.")
    shown: tuple[str, ...] = ()
    if 0 < value.numel() <= FEW and value.dim() <= 2 and not value.is_complex():
        shown = tuple(map(_number, value.detach().cpu().reshape(-1).tolist()))
    shape = tuple(value.shape)
    place = "" if value.device.type == "cpu" else f" on {value.device}"
    what = f"{shape} {dtype}{place}"
    return Given(name=name, what=what, shape=shape, dtype=dtype, values=shown)


def _number(value: float | bool) -> str:
    return f"{value:.{DIGITS}g}" if isinstance(value, float) else str(value)


def tell(draw: Draw, call: Call, names: tuple[str, ...], label: str = "") -> None:
    """Tell of a call, as one would type it, before it is made.

    Args:
        draw: Keeps what is told, if anybody reads of it.
        call: The call.
        names: What its arguments are called.
        label: Of the call in observations, where that is not its own.
    """
    if draw.made is None:
        return
    inputs, written = [], []
    for index, value in enumerate(call.arguments):
        if any(True for _ in tensors_in(value)):
            written.append(name_of(index, names))
            inputs.append(given(written[-1], value))
        else:
            written.append(argument(value))
    held = [
        given(name, x) for name, x in (*call.learned.items(), *call.constants.items())
    ]
    told = label or call.label
    if draw.made is not None and len(draw.made) < MAX_MADE:  # the first counts
        draw.made.setdefault(
            told,
            Made(
                label=told,
                call=typed(call.typed, written),
                inputs=tuple(inputs[:MAX_GIVEN]),
                parameters=tuple(held[:MAX_GIVEN]),
                further=len(held[MAX_GIVEN:]),
            ),
        )


class Noted:
    """Modules, with how each was made."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._made: list[tuple[object, str]] = []

    def noting(self, make: Callable[..., Any]) -> Callable[..., Any]:
        """Have each call noted, with what it makes."""

        def noted(*values: Any, **named: Any) -> Any:
            text = typed(self._name, arguments_typed(values, named))
            module = make(*values, **named)
            self._made.append((module, text))
            return module

        return noted

    def how(self, target: nn.Module | object) -> str:
        """Say how something was made."""
        said = (text for module, text in self._made if module is target)
        return next(said, f"{self._name}(…)")
