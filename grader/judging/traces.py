"""Stacks that a process writes when it dies or is stopped: where it stood."""

from __future__ import annotations

import re

from grader.isolation.protocol import Load, UnitSource
from grader.isolation.wire import Frame

_TRACE_LINE = re.compile(r'^  File "(.*)", line (\d+) in ')
_TRACE_START = re.compile(
    r"^(Stack|Current thread|Thread|Fatal Python error: ).*", re.MULTILINE
)


def before(output: str) -> str:
    """Leave of a process's output what stands before its stack."""
    start = _TRACE_START.search(output)
    return output[: start.start()] if start else output


def place(tail: str, load: Load) -> Frame | None:
    """Find, in a fatal traceback, the innermost line of the submission."""
    starts = list(_TRACE_START.finditer(tail))
    if not starts:
        return None
    places = {_in_trace(unit): unit for unit in load.units}
    for line in tail[starts[-1].start() :].splitlines():
        found = _TRACE_LINE.match(line)
        if found and found[1] in places:
            unit = places[found[1]]
            return Frame(unit.label, unit.cell, int(found[2][:9]))
    return None


def _in_trace(unit: UnitSource) -> str:
    """Name of a unit's code as faulthandler writes it, in ASCII."""
    return unit.filename.encode("ascii", "backslashreplace").decode()
