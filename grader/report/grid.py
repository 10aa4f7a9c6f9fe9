"""Evidence as lines of text, for where there are no tables: terminals."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from grader.report.wording import shape
from grader.results import Evidence, TensorView

ROWS = 3
COLUMNS = 6
NAMES = 4
CELL = 14


def evidence_lines(
    evidence: Evidence, start: tuple[int, int] | None, columns: int
) -> Iterator[str]:
    """Yield the elements, or names, that matter; where none do, the sentence.

    Elements and names that differ carry a `*`, because colour may be missing; where all
    do, none does. Where none does (as with a wrong shape), values would only take room.

    Args:
        evidence: What was expected or found.
        start: Row and column, within the view, of the first element shown; None
            shows none.
        columns: How many elements of a row are shown.
    """
    view = evidence.tensor
    marked = [entry for entry in evidence.names if entry.differs]
    if view is not None and start is not None:
        yield from _tensor(view, start, columns)
        return
    if evidence.text and not marked:
        yield evidence.text
    if view is not None and shape(view.shape) not in evidence.text:
        yield _title(view)
    for entry in marked[:NAMES]:
        yield f"* {entry.name}  {entry.summary}".rstrip()
    if len(marked) > NAMES:
        yield f"  and {len(marked) - NAMES} more"


def first_difference(*sides: Evidence | None) -> tuple[int, int] | None:
    """Find where a small window has to start so that it shows a difference."""
    for side in sides:
        view = side.tensor if side is not None else None
        for row, marks in enumerate(view.differs if view is not None else ()):
            if any(marks):
                column = marks.index(True)
                return (_start(row, ROWS), _start(column, COLUMNS))
    return None


def is_marked(view: TensorView, row: int, column: int) -> bool:
    """Tell whether an element differs; a mask that is too short marks nothing."""
    if row >= len(view.differs) or column >= len(view.differs[row]):
        return False
    return view.differs[row][column]


def all_differ(view: TensorView) -> bool:
    """Tell whether every element shown differs: then marks say nothing."""
    return bool(view.rows) and all(
        is_marked(view, row, column)
        for row, cells in enumerate(view.rows)
        for column in range(len(cells))
    )


def _start(first: int, size: int) -> int:
    # One element before the difference is enough to see where one is.
    return 0 if first < size else first - 1


def _title(view: TensorView) -> str:
    place = "" if view.device == "cpu" else f" on {view.device}"
    index = ", ".join([*map(str, view.index), ":", ":"])
    at = f" at [{index}]" if view.index else ""
    return f"{shape(view.shape)} {view.dtype}{place}{at}"


def _tensor(view: TensorView, start: tuple[int, int], columns: int) -> Iterator[str]:
    rows = [cells[:columns] for cells in _rows(view, start)]
    whole = not view.cropped and sum(map(len, rows)) == sum(map(len, view.rows))
    if view.index or view.device != "cpu" or not whole:
        yield _title(view) + ("" if whole else ", in part")
    yield from (" ".join(cells) for cells in rows)


def columns_in(
    room: int, start: tuple[int, int] | None, *sides: Evidence | None
) -> int:
    """Say how many elements of a row there is room for, on both sides alike."""
    views = (side.tensor for side in sides if side is not None)
    rows = (_rows(view, start or (0, 0)) for view in views if view is not None)
    widths = [len(cells[0]) for side in rows for cells in side if cells]
    return max(1, (room + 1) // (max(widths, default=1) + 1))


def _rows(view: TensorView, start: tuple[int, int]) -> Iterator[Sequence[str]]:
    """Yield the aligned cells of each row of a small window."""
    top, left = start
    some = not all(map(all, view.differs))  # else marks say nothing
    window = [
        [
            _cell(text, differs=some and is_marked(view, row, column))
            for column, text in enumerate(cells[left : left + COLUMNS], left)
        ]
        for row, cells in enumerate(view.rows[top : top + ROWS], top)
    ]
    width = max((len(cell) for cells in window for cell in cells), default=1)
    for cells in window:
        yield [cell.rjust(width) for cell in cells]


def _cell(text: str, *, differs: bool) -> str:
    text = text if len(text) <= CELL else text[: CELL - 1] + "…"
    return text + ("*" if differs else " ")
