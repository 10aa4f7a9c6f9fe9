"""Pictures beside numbers: where cells lie, how dark they are, how high bars stand.

Only geometry: templates draw it, as inline SVG. Ink on paper, so that it can be read in
black and white and on dark screens; what differs has an outline, too.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from grader.report.grid import all_differ, is_marked
from grader.results import Counterexample, Evidence, Histogram, TensorView, Window

SIDE = 16  # of a cell of a heat map
LIGHTEST, DARKEST = 0.06, 0.92  # ink of the smallest number, and of the largest
WIDTH, HEIGHT = 320, 96  # of a histogram
CELL_WIDTH, CELL_HEIGHT = 58, 36  # of a window: room for a number and a factor


@dataclass(frozen=True)
class Cell:
    """One element, by its upper left corner."""

    x: int
    y: int
    ink: float
    differs: bool


@dataclass(frozen=True)
class HeatMap:
    """A matrix in which larger numbers are darker."""

    width: int
    height: int
    cells: tuple[Cell, ...]
    side: int = SIDE


def heat_maps(
    expected: Evidence | None, found: Evidence | None
) -> tuple[HeatMap, HeatMap] | None:
    """Draw what was expected and what was found, on one scale.

    Returns:
        None where a picture would show no more than the numbers: of single rows or
        columns, of other shapes, of what is no finite number, of equal numbers.
    """
    views = [side.tensor for side in (expected, found) if side is not None]
    wanted, got = (*views, None, None)[:2]
    if wanted is None or got is None or not _is_alike(wanted, got):
        return None
    numbers = [*_numbers(wanted), *_numbers(got)]
    low, high = min(numbers, default=math.nan), max(numbers, default=math.nan)
    if not 0 < high - low < math.inf:
        return None
    return _heat_map(wanted, low, high), _heat_map(got, low, high)


def _is_alike(one: TensorView, other: TensorView) -> bool:
    """Whether both show the same elements of a matrix."""
    widths = {len(row) for view in (one, other) for row in view.rows}
    heights = {len(one.rows), len(other.rows)}
    same = (one.shape, one.origin, one.index) == (
        other.shape,
        other.origin,
        other.index,
    )
    return same and len(widths) == len(heights) == 1 and min(widths | heights) > 1


def _numbers(view: TensorView) -> list[float]:
    """Read the numbers that are shown; NaN for what is none."""
    return [_number(text) for row in view.rows for text in row]


def _number(text: str) -> float:
    try:
        return float(text)
    except ValueError:  # of a complex number, a truth value, a cropped text
        return math.nan


def _heat_map(view: TensorView, low: float, high: float) -> HeatMap:
    alike = all_differ(view)
    cells = [
        Cell(
            x=column * SIDE,
            y=row * SIDE,
            ink=_ink((_number(text) - low) / (high - low)),
            differs=not alike and is_marked(view, row, column),
        )
        for row, texts in enumerate(view.rows)
        for column, text in enumerate(texts)
    ]
    return HeatMap(len(view.rows[0]) * SIDE, len(view.rows) * SIDE, tuple(cells))


def _ink(part: float) -> float:
    return round(LIGHTEST + part * (DARKEST - LIGHTEST), 3)


@dataclass(frozen=True)
class Covered:
    """An element of an input, and the factor that lies on it, if one does."""

    x: int
    y: int
    number: str
    factor: str


@dataclass(frozen=True)
class Overlay:
    """A kernel laid over an input.

    Attributes:
        at: Where the element of the result stands: `[0, 1]`.
        cells: All of the input's.
        sum: What makes this element: `0.3 \u00d7 2 + 0.5 \u00d7 (-1) = 0.1`.
    """

    width: int
    height: int
    at: str
    cells: tuple[Covered, ...]
    sum: str
    cell_width: int = CELL_WIDTH
    cell_height: int = CELL_HEIGHT


def overlay(example: Counterexample, expected: Evidence | None) -> Overlay | None:
    """Draw the window of the element that is told of; None where there is none."""
    window = example.window
    shown = {given.name: given.tensor for given in example.inputs}
    if window is None:
        return None
    view, kernel = shown.get(window.input), shown.get(window.kernel)
    if view is None or kernel is None or not view.rows:
        return None
    factors = {
        (window.row + i, window.column + j): text
        for i, row in enumerate(kernel.rows)
        for j, text in enumerate(row)
    }
    cells = [
        Covered(j * CELL_WIDTH, i * CELL_HEIGHT, text, factors.get((i, j), ""))
        for i, row in enumerate(view.rows)
        for j, text in enumerate(row)
    ]
    return Overlay(
        width=len(view.rows[0]) * CELL_WIDTH,
        height=len(view.rows) * CELL_HEIGHT,
        at=f"[{window.row}, {window.column}]",
        cells=tuple(cells),
        sum=_sum(cells) + _result(expected, window),
    )


def _sum(cells: Sequence[Covered]) -> str:
    return " + ".join(
        f"{_bracketed(cell.number)} \u00d7 {_bracketed(cell.factor)}"
        for cell in cells
        if cell.factor
    )


def _bracketed(number: str) -> str:
    return f"({number})" if number.startswith("-") else number


def _result(expected: Evidence | None, window: Window) -> str:
    """Say what the sum is, if the report shows this element."""
    view = expected.tensor if expected is not None else None
    if view is None:
        return ""
    row, column = window.row - view.origin[0], window.column - view.origin[1]
    inside = 0 <= row < len(view.rows) and 0 <= column < len(view.rows[row])
    return f" = {view.rows[row][column]}" if inside else ""


@dataclass(frozen=True)
class Outline:
    """Two histograms as outlines, on one scale.

    Attributes:
        expected: An SVG path, closed along the axis.
        found: Likewise.
        zero: Where zero is on the axis; None if it is not on it.
    """

    width: int
    height: int
    expected: str
    found: str
    low: str
    high: str
    zero: float | None


def outlines(expected: Evidence | None, found: Evidence | None) -> Outline | None:
    """Draw two distributions over each other; None unless both are given."""
    one = expected.histogram if expected is not None else None
    other = found.histogram if found is not None else None
    if one is None or other is None or (one.low, one.high) != (other.low, other.high):
        return None
    tallest = max((*one.shares, *other.shares), default=0)
    if not tallest > 0 or not one.low < one.high:
        return None
    inside = one.low < 0 < one.high
    return Outline(
        width=WIDTH,
        height=HEIGHT,
        expected=_path(one, tallest),
        found=_path(other, tallest),
        low=f"{one.low:.3g}",
        high=f"{one.high:.3g}",
        zero=-one.low / (one.high - one.low) * WIDTH if inside else None,
    )


def _path(bins: Histogram, tallest: float) -> str:
    """Go up and down the bars, from the left end of the axis to the right one."""
    step = WIDTH / len(bins.shares)
    path = [f"M0 {HEIGHT}"]
    for index, share in enumerate(bins.shares, start=1):
        path.append(
            f"V{HEIGHT - share / tallest * (HEIGHT - 4):.1f}H{index * step:.1f}"
        )
    return "".join((*path, f"V{HEIGHT}Z"))
