"""The call that shows a failure, as lines that one could type at a prompt."""

from __future__ import annotations

import math
from collections.abc import Iterator

from grader.results import Counterexample, Given, TensorView

MAX_LINES = 4


def example_lines(example: Counterexample, room: int) -> Iterator[str]:
    """Yield the call, then the numbers that it is made on, if that takes few lines.

    Nobody follows a wall of numbers: pages show them as tables.

    Args:
        example: The call.
        room: How many characters a line may have.
    """
    yield example.call
    given = [item for item in (*example.inputs, *example.parameters) if item.tensor]
    lines = [f"{item.name} = {literal(item.tensor)}" for item in given if item.tensor]
    if sum(math.ceil(len(line) / room) for line in lines) <= MAX_LINES:
        yield from lines


def given_line(given: Given) -> str:
    """Say what something is, and its numbers where they are told."""
    numbers = f" = {literal(given.tensor)}" if given.tensor is not None else ""
    return f"{given.name} {given.summary}{numbers}"


def literal(view: TensorView) -> str:
    """Write the numbers of a tensor of at most two dimensions as Python does."""
    rows = [", ".join(row) for row in view.rows]
    if not view.shape:
        return rows[0] if rows else "?"
    if len(view.shape) == 1:
        return f"[{', '.join(rows)}]"
    return "[" + ", ".join(f"[{row}]" for row in rows) + "]"
