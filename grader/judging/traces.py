"""Stacks that a process writes when it dies or is stopped: where it stood."""

from __future__ import annotations

import re
from collections.abc import Iterator

from grader.isolation.protocol import Load, UnitSource
from grader.isolation.wire import Frame

_TRACE_LINE = re.compile(r'^  File "(.*)", line (\d+) in (.*)$')
_TRACE_START = re.compile(
    r"^(Stack|Current thread|Thread|Fatal Python error: ).*", re.MULTILINE
)


def before(output: str) -> str:
    """Leave of a process's output what stands before its stack."""
    start = _TRACE_START.search(output)
    return output[: start.start()] if start else output


def place(tail: str, load: Load) -> Frame | None:
    """Find, in a fatal traceback, the innermost line of the submission."""
    return next((frame for frame, _ in _frames(tail, load)), None)


def statement(tail: str, load: Load) -> Frame | None:
    """Find the line of the submission's top level that was running, if any was."""
    frames = [frame for frame, name in _frames(tail, load) if name == "<module>"]
    return frames[-1] if frames else None


def _frames(tail: str, load: Load) -> Iterator[tuple[Frame, str]]:
    """The submission's own frames, the innermost first, with their functions' names."""
    starts = list(_TRACE_START.finditer(tail))
    places = {_in_trace(unit): unit for unit in load.units}
    for line in tail[starts[-1].start() :].splitlines() if starts else ():
        found = _TRACE_LINE.match(line)
        unit = places.get(found[1]) if found else None
        if found and unit:
            number = int(found[2][:9])
            if number <= unit.source.count("\n") + 1:  # else somebody made it up
                yield Frame(unit.label, unit.cell, number), found[3]


def _in_trace(unit: UnitSource) -> str:
    """Name of a unit's code as faulthandler writes it, in ASCII."""
    return unit.filename.encode("ascii", "backslashreplace").decode()
