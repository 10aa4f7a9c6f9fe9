"""Notebooks of marimo: Python files in which each cell is a function.

A cell's parameters are the names that it takes from other cells, and what it returns
are those that it gives them: that says in which order they run, wherever they stand.
Like magics, they are found by a scanner: hostile source is not parsed here.

Source: https://docs.marimo.io, "marimo file format".
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from graphlib import CycleError, TopologicalSorter
from heapq import heappop, heappush
from textwrap import dedent
from typing import NamedTuple

from grader.submission.magics import Scanner

_APP = re.compile(r"^app = marimo\.App\(", re.MULTILINE)
_BEGINS = re.compile(
    r"(?P<cell>@app\.cell\b)|(?P<own>@app\.(?:function|class_definition)\b)"
    r"|(?P<setup>with app\.setup\b)|(?P<broken>app\._unparsable_cell\()"
)
_HEAD = re.compile(r"(?:async[ ]+)?def[ ]+\w+\(([^()]*)\)[^:\n]*:[^\n]*\n")
_DEFINED = re.compile(r"^(?:async[ ]+def|def|class)[ ]+(\w+)", re.MULTILINE)
_RETURN = re.compile(r"    return\b")
_QUOTED = re.compile(r'"{3}\n?(.*?)"{3}', re.DOTALL)


class Cell(NamedTuple):
    """A cell.

    `number` counts them as they stand in the file; `takes` and `gives` are names.
    """

    number: int
    source: str
    takes: frozenset[str] = frozenset()
    gives: frozenset[str] = frozenset()
    first: bool = False


def read_marimo(source: str) -> list[tuple[int, str]]:
    """Find the cells of a marimo notebook, in the order in which they run.

    Returns:
        Number and source of each; none if the file is something else.
    """
    if not _APP.search(source):
        return []
    cells = [
        _cell(kind, lines, number)
        for number, (kind, lines) in enumerate(_parts(source), start=1)
    ]
    return [(cell.number, cell.source) for cell in _in_order(cells)]


def _parts(source: str) -> Iterator[tuple[str, list[str]]]:
    """Divide a file into what begins at its left margin, and keep the cells."""
    scanner = Scanner()
    kind, lines = "", list[str]()
    for line in source.split("\n"):
        begins = scanner.is_free and line[:1].strip() and not line.startswith(")")
        is_head = begins and lines and lines[-1].startswith("@")
        if begins and not is_head:
            if kind:
                yield kind, lines
            found = _BEGINS.match(line)
            kind, lines = (found.lastgroup or "") if found else "", []
        lines.append(line)
        scanner.feed(line)
    if kind:
        yield kind, lines


def _cell(kind: str, lines: list[str], number: int) -> Cell:
    if kind == "broken":
        quoted = _QUOTED.search("\n".join(lines))
        return Cell(number, dedent(quoted[1]) if quoted else "")
    text = "\n".join(lines[1:])
    if kind == "own":
        return Cell(number, text, gives=frozenset(_DEFINED.findall(text)), first=True)
    if kind == "setup":
        return Cell(number, _body(text)[0], first=True)
    head = _HEAD.match(text)
    if head is None:
        return Cell(number, text)
    body, returned = _body(text[head.end() :])
    return Cell(number, body, _names(head[1]), _names(returned))


def _body(text: str) -> tuple[str, str]:
    """Take the indentation off a body; return what it returns apart."""
    scanner = Scanner()
    lines = text.split("\n")
    made: list[str] = []
    for at, line in enumerate(lines):
        if scanner.is_free and _RETURN.match(line):
            return "\n".join(made), "\n".join(lines[at:]).replace("return", "", 1)
        made.append(line.removeprefix("    "))
        scanner.feed(line)
    return "\n".join(made), ""


def _names(text: str) -> frozenset[str]:
    return frozenset(re.findall(r"\w+", text))


def _in_order(cells: Sequence[Cell]) -> list[Cell]:
    """Put cells after those that they take names from, else as they stand."""
    numbered = {cell.number: cell for cell in cells if not cell.first}
    giver = {name: number for number, cell in numbered.items() for name in cell.gives}
    sorter = TopologicalSorter(
        {
            number: {giver[name] for name in cell.takes & giver.keys()} - {number}
            for number, cell in numbered.items()
        }
    )
    order = [cell for cell in cells if cell.first]
    try:
        sorter.prepare()
    except CycleError:  # which marimo refuses to run
        return [*order, *numbered.values()]
    ready: list[int] = []
    while sorter.is_active():
        for number in sorter.get_ready():
            heappush(ready, number)
        number = heappop(ready)
        order.append(numbered[number])
        sorter.done(number)
    return order
