"""Turn observations into evidence: sentences and small windows on tensors."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

from grader.comparing.observation import Array, Observation
from grader.results import Evidence, NamedEntry, TensorView

WINDOW = 8  # rows and columns shown of a tensor: fits a terminal and a phone
MAX_TEXT = 300
MAX_NAMES = 200
DIGITS = 4
Mask = npt.NDArray[np.bool_]


def describe(value: Observation) -> str:
    """Say in a few words what a value is; never print a whole tensor."""
    if isinstance(value, Array):
        if value.values.size == 1:
            return f"{value} with value {number(value.values.reshape(())[()])}"
        return str(value)
    if isinstance(value, float):
        return number(value)
    if isinstance(value, list | tuple):
        return _cut("[" + ", ".join(describe(item) for item in value[:12]) + "]")
    if isinstance(value, dict):
        some = list(value.items())[:12]
        inside = ", ".join(f"{describe(key)}: {describe(item)}" for key, item in some)
        return _cut("{" + inside + "}")
    if isinstance(value, str):
        return _cut(repr(value))
    return _cut(str(value))


def _cut(text: str) -> str:
    return text if len(text) <= MAX_TEXT else text[: MAX_TEXT - 1] + "…"


def number(value: Any, digits: int = DIGITS) -> str:
    """Format one element: a few significant digits, integers in full."""
    if isinstance(value, bool | np.bool_ | int | np.integer):
        return str(value)
    if isinstance(value, complex | np.complexfloating):
        return f"{value:.{digits}g}"
    return f"{float(value):.{digits}g}"


def numbers(first: Any, second: Any) -> tuple[str, str]:
    """Format two elements that differ, with as many digits as tell them apart."""
    for digits in (DIGITS, 6, 9, 17):
        texts = number(first, digits), number(second, digits)
        if texts[0] != texts[1]:
            break
    return texts


def plain_pair(first: Observation, second: Observation) -> tuple[Evidence, Evidence]:
    """Evidence for two values that are judged as wholes."""
    if isinstance(first, float) and isinstance(second, float):
        one, other = numbers(first, second)
        return Evidence(text=one), Evidence(text=other)
    return plain(first), plain(second)


def plain(value: Observation) -> Evidence:
    """Evidence for a value that is judged as a whole."""
    view = tensor_view(value, None) if isinstance(value, Array) else None
    return Evidence(text=describe(value), tensor=view)


def tensor_pair(
    student: Array, reference: Array, differs: Mask | None
) -> tuple[TensorView, TensorView]:
    """Views of both tensors, windowed on the same elements: (expected, found)."""
    return tensor_view(reference, differs), tensor_view(student, differs)


def tensor_view(array: Array, differs: Mask | None) -> TensorView:
    """Make a window on a tensor, around the first element that differs.

    Args:
        array: Any number of dimensions.
        differs: Same shape as `array`, or None.
    """
    index = _matrix_index(array.values.shape, differs)
    values = _as_matrix(array.values[index])
    marks = None if differs is None else _as_matrix(differs[index])
    row, column = _origin(values.shape, marks)
    window = np.s_[row : row + WINDOW, column : column + WINDOW]
    shown = values[window]
    return TensorView(
        shape=array.shape,
        dtype=array.dtype,
        device=array.device,
        rows=tuple(tuple(number(item) for item in line) for line in shown),
        differs=()
        if marks is None
        else tuple(tuple(bool(item) for item in line) for line in marks[window]),
        origin=(row, column),
        index=index,
        cropped=shown.size < array.values.size,
    )


def _matrix_index(shape: tuple[int, ...], differs: Mask | None) -> tuple[int, ...]:
    """Choose one matrix of a tensor with more than two dimensions."""
    if len(shape) <= 2:
        return ()
    if differs is None or not differs.any():
        return (0,) * (len(shape) - 2) if 0 not in shape else ()
    first = np.argwhere(differs)[0]
    return tuple(int(position) for position in first[:-2])


def _as_matrix(values: npt.NDArray[Any]) -> npt.NDArray[Any]:
    if values.ndim > 2:  # only an empty tensor comes here with more dimensions
        return values.reshape(0, 0)
    return values.reshape(1, -1) if values.ndim < 2 else values


def _origin(shape: tuple[int, ...], marks: Mask | None) -> tuple[int, int]:
    if marks is None or not marks.any():
        return (0, 0)
    row, column = (int(position) for position in np.argwhere(marks)[0])
    return _start(row, shape[0]), _start(column, shape[1])


def _start(position: int, length: int) -> int:
    """Keep the origin at 0 where the element is in view from there."""
    return 0 if position < WINDOW else min(position - 1, max(length - WINDOW, 0))


def names(value: dict[Any, Observation], other: dict[Any, Observation]) -> Evidence:
    """Evidence for a tree of names, with the lines marked that `other` lacks."""
    entries = tuple(
        NamedEntry(
            name=_name(name),
            summary=_summary(item),
            differs=name not in other or outline(other[name]) != outline(item),
        )
        for name, item in list(value.items())[:MAX_NAMES]
    )
    listed = ", ".join(f"{entry.name} {entry.summary}".strip() for entry in entries)
    return Evidence(text=_cut(listed) or "none at all", names=entries)


def outline(value: Observation) -> Observation:
    """What a comparison of names looks at: the shapes of tensors, not their values."""
    if isinstance(value, Array):
        return ("a tensor", value.shape)
    if isinstance(value, list):
        return [outline(item) for item in value]
    if isinstance(value, dict):
        return {key: outline(item) for key, item in value.items()}
    return value


def _name(key: Observation) -> str:
    return key if isinstance(key, str) else f"{describe(key)} ({type(key).__name__})"


def _summary(item: Observation) -> str:
    if isinstance(item, Array):
        return f"{item.shape}"
    if isinstance(item, list):
        return _cut(" ".join(_summary(entry) for entry in item))
    return _cut(item) if isinstance(item, str) else describe(item)
