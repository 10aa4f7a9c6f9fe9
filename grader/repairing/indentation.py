"""Units that do not parse because of their indentation."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from grader.edits import Edit
from grader.isolation.protocol import UnitSource
from grader.repairing.code import Change

MAX_LINES = 2_000
TARGETS = 3
_LINES = re.compile(r"[^\r\n]*(?:\r\n|\r|\n|\Z)")


def reindented(told: UnitSource) -> Iterator[Change]:
    """Move the block that begins where Python stumbles to where others begin."""
    try:
        ast.parse(told.source)
    except IndentationError as error:
        lines = _LINES.findall(told.source)[:-1]
        number = error.lineno or 0
        if isinstance(error, TabError):
            yield from _without_tabs(lines, number)
        elif 1 < number <= len(lines) <= MAX_LINES:
            yield from _moved(lines, number - 1)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return


def _without_tabs(lines: list[str], number: int) -> Iterator[Change]:
    """Write spaces for tabs, as many as most editors show, or as Python counts."""
    for width in (4, 8):
        edits, start = [], 0
        for line in lines:
            old = _indent(line)
            if "\t" in old:
                edits.append(Edit(start, start + len(old), old.expandtabs(width)))
            start += len(line)
        yield Change("tabs and spaces are mixed", number, edits)


def _moved(lines: list[str], first: int) -> Iterator[Change]:
    old, start = _indent(lines[first]), sum(map(len, lines[:first]))
    block = lines[first : _end_of_block(lines, first)]
    shown = lines[first].strip()[:60].replace("`", "'")
    for new in _targets(lines, first):
        moved = (new + line[len(old) :] if line.strip() else line for line in block)
        edit = Edit(start, start + sum(map(len, block)), "".join(moved))
        sentence = f"`{shown}` is not indented as its neighbours are"
        yield Change(sentence, first + 1, [edit])


def _end_of_block(lines: list[str], first: int) -> int:
    """Return the first line that is less indented, or begins another definition."""
    width = len(_indent(lines[first]))
    for number in range(first + 1, len(lines)):
        line = lines[number]
        here = len(_indent(line))
        begins = line.lstrip().startswith(("def ", "class ", "@")) and here == width
        if line.strip() and (here < width or begins):
            return number
    return len(lines)


def _targets(lines: list[str], first: int) -> list[str]:
    """Return how far the lines above are indented, the nearest first."""
    above = [line for line in reversed(lines[:first]) if line.strip()]
    if above[:1] and above[0].rstrip().endswith(":"):
        return [_indent(above[0]) + "    "]
    found = list(dict.fromkeys(map(_indent, above)))
    old = len(_indent(lines[first]))
    return sorted(found, key=lambda indent: abs(len(indent) - old))[:TARGETS]


def _indent(line: str) -> str:
    return line[: len(line) - len(line.lstrip())]
