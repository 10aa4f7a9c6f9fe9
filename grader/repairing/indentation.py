"""Units that do not parse because of their indentation."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from grader.isolation.protocol import UnitSource
from grader.mutating.edits import Edit
from grader.repairing.code import Change

MAX_LINES = 2_000
TARGETS = 3
_LINES = re.compile(r"[^\r\n]*(?:\r\n|\r|\n|\Z)")


def reindented(told: UnitSource) -> Iterator[Change]:
    """Move the block that begins where Python stumbles to where others begin."""
    try:
        ast.parse(told.source)
    except IndentationError as error:
        lines = _LINES.findall(told.source)
        number = error.lineno or 0
        if 1 < number <= len(lines) <= MAX_LINES:
            yield from _moved(lines, number - 1)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return


def _moved(lines: list[str], first: int) -> Iterator[Change]:
    old = _indent(lines[first])
    last = first + 1
    while last < len(lines) and (
        not lines[last].strip() or len(_indent(lines[last])) >= len(old)
    ):
        last += 1
    start = sum(map(len, lines[:first]))
    block = "".join(lines[first:last])
    shown = lines[first].strip()[:60].replace("`", "'")
    for new in _targets(lines, first):
        text = "".join(
            new + line[len(old) :] if line.strip() else line
            for line in lines[first:last]
        )
        edit = Edit(start, start + len(block), text)
        yield Change(
            f"`{shown}` is not indented as its neighbours are", first + 1, [edit]
        )


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
