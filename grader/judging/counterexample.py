"""The call that a check failed in, told so that one can follow it by hand.

What the reference tells of its own calls: the submission's were made on the same.
"""

from __future__ import annotations

from collections.abc import Sequence

from grader.comparing.agreement import Mismatch
from grader.comparing.debts import FIRST
from grader.isolation.protocol import Given as Told
from grader.isolation.protocol import Made
from grader.results import (
    Counterexample,
    Evidence,
    Given,
    Kind,
    TensorView,
    Window,
)


def counterexample(
    made: Sequence[Made],
    mismatch: Mismatch | None,
    slides: tuple[str, str] | None = None,
) -> Counterexample | None:
    """Find the call in which something is wrong.

    Args:
        made: The calls of a probe.
        mismatch: What is wrong; None where the probe itself raised.
        slides: Names of the input that slides, and of the one that it slides over.

    Returns:
        None where it is not known which one it is.
    """
    label = None if mismatch is None else mismatch.call
    if label is None:
        found = made if len(made) == 1 else ()
    elif label == FIRST:
        found = made[:1]
    else:
        found = tuple(call for call in made if call.label == label)
    if not found:
        return None
    call = found[0]
    numbers = _is_complete(call) and _shows_numbers(mismatch)
    inputs = tuple(_given(item, numbers=numbers) for item in call.inputs)
    return Counterexample(
        call=call.call,
        inputs=inputs,
        window=_window(inputs, mismatch, *slides) if slides else None,
        parameters=tuple(_given(item, numbers=numbers) for item in call.parameters),
        further_parameters=call.further,
    )


def _window(
    inputs: Sequence[Given], mismatch: Mismatch | None, kernel: str, over: str
) -> Window | None:
    """Find where the kernel lies for the element that is told of.

    None where numbers are missing, or where it is no kernel that slides step by step.
    """
    shown = {item.name: item.tensor for item in inputs}
    small, large = shown.get(kernel), shown.get(over)
    expected = mismatch and mismatch.expected and mismatch.expected.tensor
    if not small or not large or not expected:
        return None
    pairs = zip(large.shape, small.shape, strict=False)
    steps = tuple(size - part + 1 for size, part in pairs)
    if not mismatch or len(mismatch.at) != 2 or expected.shape != steps:
        return None
    row, column = mismatch.at
    return Window(input=over, kernel=kernel, row=row, column=column)


def _is_complete(call: Made) -> bool:
    """Whether all numbers are told that one needs to follow it."""
    told = (*call.inputs, *call.parameters)
    return not call.further and all(item.values for item in told)


def _shows_numbers(mismatch: Mismatch | None) -> bool:
    """Whether it is about the numbers of a result: then those it came from matter."""
    if mismatch is None or mismatch.aspect is not Kind.VALUE:
        return False
    return _is_marked(mismatch.expected) or _is_marked(mismatch.found)


def _is_marked(side: Evidence | None) -> bool:
    return side is not None and side.tensor is not None and bool(side.tensor.differs)


def _given(told: Told, *, numbers: bool) -> Given:
    shown = _view(told) if numbers and told.values else None
    return Given(name=told.name, summary=told.what, tensor=shown)


def _view(told: Told) -> TensorView:
    width = told.shape[-1] if told.shape else 1
    starts = range(0, len(told.values), max(width, 1))
    return TensorView(
        shape=told.shape,
        dtype=told.dtype,
        rows=tuple(told.values[start : start + width] for start in starts),
    )
