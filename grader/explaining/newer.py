"""Say so where source is Python, but of a later version than the one that grades.

Python itself knows only that it cannot read such source. Ruff knows the grammars of all
versions: what is wrong for ours, and right for a later one, is of that version. Ruff is
a process of its own, which reads the source and runs none of it.
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Sequence
from functools import lru_cache
from itertools import count

import msgspec
import ruff

from grader.isolation.protocol import Loaded, Remark, UnitSource, Why
from grader.isolation.wire import Error

MAX_SOURCE_CHARACTERS = 200_000  # what ruff needs for this much is some 30 MiB
TIMEOUT_S = 5.0

OURS = sys.version_info[:2]


class _At(msgspec.Struct, frozen=True):
    row: int
    column: int


class _Found(msgspec.Struct, frozen=True):
    """An entry of ruff's report. What breaks a grammar has no code but this one."""

    code: str | None
    message: str
    location: _At
    end_location: _At

    @property
    def is_syntax(self) -> bool:
        return self.code in (None, "invalid-syntax")


def named_in(loaded: Loaded, units: Sequence[UnitSource]) -> Loaded:
    """Name the version of Python in remarks on source that ours cannot read."""
    sources = {(unit.label, unit.cell): unit.source for unit in units}

    def named(remark: Remark, error: Error) -> Remark:
        source = sources.get((remark.label, remark.cell), "")
        if error.type != "SyntaxError" or not source:
            return remark
        text, line = newer_syntax(source, remark.line)
        if not text:
            return remark
        cause = Why.NEWER if remark.cause is Why.SYNTAX else remark.cause
        return msgspec.structs.replace(remark, cause=cause, text=text, line=line)

    failures = tuple((named(remark, error), error) for remark, error in loaded.failures)
    return msgspec.structs.replace(loaded, failures=failures)


@lru_cache(maxsize=64)
def newer_syntax(source: str, line: int) -> tuple[str, int]:
    """Find what only a later Python reads, if it is that which ours fails at.

    Args:
        source: What our Python cannot read.
        line: Where it gave up.

    Returns:
        A sentence and the line that it is about; an empty one if it is something else.
    """
    if len(source) > MAX_SOURCE_CHARACTERS:
        return "", line
    ours = _errors(source, *OURS) or []
    later: list[tuple[str, list[_Found]]] = []
    for minor in count(OURS[1] + 1) if ours else ():
        found = _errors(source, OURS[0], minor)
        if found is None:  # ruff knows of no such Python
            break
        later.append((f"{OURS[0]}.{minor}", found))
    newest = {item.location for item in later[-1][1]} if later else set()
    only = [item for item in ours if later and item.location not in newest]
    here = (i for i in only if i.location.row <= line <= i.end_location.row)
    first = next(here, only[0] if only and not newest else None)
    if first is None:
        return "", line
    # a line may hold what is of several versions: it is of the last of them
    same = {item.location for item in only if item.location.row == first.location.row}
    reads = (v for v, found in later if not same & {item.location for item in found})
    return _sentence(first, next(reads)), first.location.row


def _sentence(found: _Found, version: str) -> str:
    # "Cannot use … on Python 3.11 (syntax was added in Python 3.12)"
    what = found.message.partition(" on Python ")[0]
    ours = ".".join(map(str, OURS))
    what = what[:1].lower() + what[1:]
    return (
        f"this line is Python {version}, and this is graded with Python {ours}: {what}"
    )


def _errors(source: str, major: int, minor: int) -> list[_Found] | None:
    """Have ruff say what of a source is not Python; None if it cannot tell."""
    try:
        done = subprocess.run(
            [ruff.find_ruff_bin(), "check", "--isolated", "--no-cache", "--quiet",
             "--select=F634", f"--target-version=py{major}{minor}",
             "--output-format=json", "-"],
            input=source.encode(), capture_output=True, timeout=TIMEOUT_S, cwd="/",
            check=False,
        )  # fmt: skip
        found = msgspec.json.decode(done.stdout, type=list[_Found])
    except (OSError, subprocess.TimeoutExpired, msgspec.DecodeError):
        return None
    return [item for item in found if item.is_syntax]
